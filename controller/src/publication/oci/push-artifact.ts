import { digestOf } from './digest-of.ts';
import { mediaTypes } from './media-types.ts';
import type { OciRepository } from './oci-repository.ts';
import type { PackedArtifact } from './pack-artifact.ts';
import { RegistryError } from './registry-error.ts';

/**
 * Pushes an artifact by its digest and reads all of it back. No tag names it yet.
 * @throws {RegistryError}
 */
export async function pushArtifact(
  repository: OciRepository,
  { blobs, descriptor: { digest }, manifest }: PackedArtifact,
): Promise<{ readonly subjectNoticed: boolean }> {
  for (const blob of blobs) {
    await repository.pushBlob(blob);
    await repository.readBlob(digestOf(blob));
  }
  const pushed = await repository.pushManifest(digest, manifest, mediaTypes.manifest);
  await requireManifest(repository, digest, digest);
  return pushed;
}

/** @throws {RegistryError} `damaged` when a tag or digest does not give what it should */
export async function requireManifest(
  repository: OciRepository,
  reference: string,
  digest: string,
): Promise<void> {
  const bytes = await repository.findManifest(reference);
  const found = bytes === undefined ? 'nothing' : digestOf(bytes);
  if (found === digest) return;
  throw new RegistryError('damaged', `The registry gives ${found} as ${reference}; expected ${digest}.`);
}
