import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettedEntry } from '../../vetted-entry.ts';
import type { Subject } from '../document/prove-document.ts';
import { digestOfReference, thingOfBytes, thingOfDigest } from '../intoto/digests.ts';

/** What the signatures of an entry may be about: its artifact, and its SBOM. */
export function subjectsOf({ entry, files }: VettedEntry): Subject[] {
  const digest = entry.artifact === undefined ? undefined : digestOfReference(entry.artifact.ref);
  const sbom = sbomOf(entry, files);
  return [
    ...(digest === undefined ? [] : [{ role: 'artifact', thing: thingOfDigest(digest) } as const]),
    ...(sbom === undefined ? [] : [sbom]),
  ];
}

function sbomOf(entry: Entry, files: VettedEntry['files']): Subject | undefined {
  const path = sbomPath(entry);
  const file = path === undefined ? undefined : files.get(path);
  if (file !== undefined) return { role: 'sbom', thing: thingOfBytes(file.bytes) };
  const digest = typeof entry.sbom === 'object' ? entry.sbom.digest : undefined;
  return digest === undefined ? undefined : { role: 'sbom', thing: thingOfDigest(digest) };
}

/** Path of the SBOM in the folder of the entry; an address when it lies elsewhere. */
export function sbomPath({ sbom }: Entry): string | undefined {
  return (typeof sbom === 'string' ? sbom : sbom?.path)?.replace(/^\.\//, '');
}
