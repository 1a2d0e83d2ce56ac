import { listOf } from '../../sbom/json-fields.ts';
import { bytesOf } from '../request-document.ts';
import type { Answer } from '../request-once.ts';
import type { Artifact } from './artifact.ts';
import { type Descriptor, readDescriptor } from './descriptor.ts';
import type { AskRegistry } from './open-registry.ts';
import { readJson } from './read-json.ts';

/** How bills of materials are called in registries; the first that there is counts. */
export const sbomTypes = [
  'application/vnd.cyclonedx+json',
  'application/spdx+json',
  'application/vnd.cyclonedx+xml',
  'text/spdx',
] as const;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MAX_INDEX_BYTES = 1_048_576;

/**
 * The newest bill of materials among what refers to an artifact: by the referrers API of the OCI distribution
 * specification 1.1, or by the tag that clients write where a registry does not have it yet.
 *
 * @throws {FetchError}
 */
export async function findReferrer({ digest }: Artifact, ask: AskRegistry): Promise<Descriptor | undefined> {
  for (const type of sbomTypes) {
    const answer = await ask(
      `referrers/${digest}?artifactType=${encodeURIComponent(type)}`,
      INDEX,
      MAX_INDEX_BYTES,
    );
    if (answer.status === 404) return findByTag(digest, ask);
    const listed = readIndex(answer);
    const isFiltered = answer.headers['oci-filters-applied'] !== undefined;
    const found = newest(listed, isFiltered ? [type] : sbomTypes);
    if (found !== undefined || !isFiltered) return found;
  }
  return undefined;
}

async function findByTag(digest: string, ask: AskRegistry): Promise<Descriptor | undefined> {
  const answer = await ask(`manifests/${digest.replace(':', '-')}`, INDEX, MAX_INDEX_BYTES);
  return answer.status === 404 ? undefined : newest(readIndex(answer), sbomTypes);
}

function readIndex(answer: Answer): readonly Descriptor[] {
  const what = 'What the registry says of the artifact';
  return listOf(readJson(bytesOf(answer, what), what), 'manifests').flatMap(
    (item) => readDescriptor(item) ?? [],
  );
}

function newest(listed: readonly Descriptor[], types: readonly string[]): Descriptor | undefined {
  for (const type of types) {
    const [found] = listed
      .filter(({ artifactType }) => artifactType === type)
      .sort((a, b) => b.created.localeCompare(a.created, 'en'));
    if (found !== undefined) return found;
  }
  return undefined;
}
