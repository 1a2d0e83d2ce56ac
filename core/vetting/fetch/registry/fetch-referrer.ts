import { fieldOf, listOf, textOf } from '../../sbom/json-fields.ts';
import { FetchError } from '../fetch-error.ts';
import { bytesOf } from '../request-document.ts';
import type { Ways } from '../ways.ts';
import { type Artifact, parseArtifact } from './artifact.ts';
import { checkBytes, type Descriptor, readDescriptor } from './descriptor.ts';
import { findReferrer, sbomTypes } from './find-referrer.ts';
import { openRegistry } from './open-registry.ts';
import { readJson } from './read-json.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const MAX_MANIFEST_BYTES = 1_048_576;

/**
 * The bill of materials that a registry holds as a referrer of an artifact; undefined when there is none.
 *
 * @throws {FetchError}
 */
export async function fetchReferrer(
  reference: string,
  maxBytes: number,
  ways: Ways,
): Promise<Uint8Array | undefined> {
  const artifact = parseArtifact(reference);
  if (artifact === undefined) return undefined;
  const ask = openRegistry(artifact, ways);
  const found = await findReferrer(artifact, ask);
  if (found === undefined) return undefined;
  const what = 'The manifest of the bill of materials in the registry';
  const answer = await ask(`manifests/${found.digest}`, MANIFEST, MAX_MANIFEST_BYTES);
  const manifest = readJson(checkBytes(bytesOf(answer, what), found.digest, what), what);
  const { digest } = documentOf(manifest, artifact);
  const document = 'The bill of materials in the registry';
  return checkBytes(bytesOf(await ask(`blobs/${digest}`, '*/*', maxBytes), document), digest, document);
}

/** Which of its layers is the document. That it refers to the artifact is proven only by the manifest itself. */
function documentOf(manifest: unknown, { digest }: Artifact): Descriptor {
  const subject = textOf(fieldOf(manifest, 'subject'), 'digest');
  if (subject !== digest) {
    throw new FetchError(
      'digest',
      `What the registry gives as bill of materials refers to ${subject?.slice(0, 140) ?? 'nothing'}; expected ${digest}.`,
    );
  }
  const layers = listOf(manifest, 'layers').flatMap((layer) => readDescriptor(layer) ?? []);
  const isSbom = ({ mediaType }: Descriptor): boolean => sbomTypes.some((type) => type === mediaType);
  const document = layers.find(isSbom) ?? (layers.length === 1 ? layers[0] : undefined);
  if (document !== undefined) return document;
  throw new FetchError('unreachable', 'The registry holds a bill of materials without a document in it.');
}
