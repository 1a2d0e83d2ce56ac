import { mediaTypes } from './media-types.ts';
import type { Descriptor, OciRepository } from './oci-repository.ts';
import { descriptorOf, encodeManifest, type PackedArtifact } from './pack-artifact.ts';
import { pushArtifact, requireManifest } from './push-artifact.ts';
import { RegistryError } from './registry-error.ts';

/**
 * Pushes an artifact that refers to another one. A registry without the referrers API knows nothing of that, so the
 * index that the specification names after the other one is kept up to date there.
 *
 * @throws {RegistryError}
 */
export async function attachArtifact(
  repository: OciRepository,
  subject: Descriptor,
  artifact: PackedArtifact,
): Promise<void> {
  const { subjectNoticed } = await pushArtifact(repository, artifact);
  if (subjectNoticed) return;
  const tag = subject.digest.replace(':', '-');
  const listed = readIndex(tag, await repository.findManifest(tag));
  const { artifactType, descriptor } = artifact;
  if (listed.some((item) => isFor(item, descriptor.digest))) return;
  const index = encodeManifest({
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [...listed, { ...descriptor, artifactType }],
  });
  await repository.pushManifest(tag, index, mediaTypes.index);
  await requireManifest(repository, tag, descriptorOf(mediaTypes.index, index).digest);
}

/** What others have attached stays listed, as they wrote it. */
function readIndex(tag: string, bytes: Uint8Array | undefined): readonly unknown[] {
  if (bytes === undefined) return [];
  try {
    const index: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof index === 'object' && index !== null && 'manifests' in index && Array.isArray(index.manifests))
      return index.manifests;
  } catch {
    // Told below.
  }
  throw new RegistryError('damaged', `The tag ${tag} of the registry is no index of what is attached.`);
}

function isFor(item: unknown, digest: string): boolean {
  return typeof item === 'object' && item !== null && 'digest' in item && item.digest === digest;
}
