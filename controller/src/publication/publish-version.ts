import type { PublishedReferrer } from '../store/outgoing-tables.ts';
import { assembleEntry } from './artifact/assemble-entry.ts';
import { assembleVerdict } from './artifact/assemble-verdict.ts';
import { listDocuments } from './artifact/list-documents.ts';
import { mediaTypeOf } from './artifact/media-type-of.ts';
import { placeVersion } from './artifact/place-version.ts';
import type { PublishableVersion } from './artifact/publishable-version.ts';
import { attachArtifact } from './oci/attach-artifact.ts';
import { digestOf } from './oci/digest-of.ts';
import { mediaTypes } from './oci/media-types.ts';
import type { OciRepository } from './oci/oci-repository.ts';
import { type ArtifactContent, packArtifact } from './oci/pack-artifact.ts';
import { pushArtifact, requireManifest } from './oci/push-artifact.ts';
import { RegistryError } from './oci/registry-error.ts';

export interface PublishPorts {
  /** Host and path that entries are put under. */
  readonly base: string;
  /** Opens a repository by its path below the host. */
  readonly openRepository: (path: string) => OciRepository;
  /** A file beside a manifest, as it was in the commit of the version; undefined where there is none. */
  readonly readAttachment: (version: PublishableVersion, path: string) => Promise<Uint8Array | undefined>;
  /** Of the policies that versions are judged by. */
  readonly policyDigest: () => string | undefined;
}

export interface Published {
  readonly reference: string;
  readonly digest: string;
  readonly referrers: readonly PublishedReferrer[];
}

/**
 * Puts a version in the registry with all that belongs to it. The tag comes last: who finds the version finds it
 * whole. What is there already is left as it is, so this can be repeated.
 *
 * @throws {RegistryError}
 */
export async function publishVersion(version: PublishableVersion, ports: PublishPorts): Promise<Published> {
  const place = placeVersion(ports.base, version);
  if (place === undefined)
    throw new RegistryError(
      'taken',
      `The version "${version.version}" is too long for a tag of 128 characters.`,
    );
  const { tag, reference } = place;
  const repository = ports.openRepository(place.repository);
  const entry = assembleEntry(version);
  const { digest } = entry.descriptor;
  const isThere = await requireFree(repository, tag, digest, reference);
  await pushArtifact(repository, entry);
  const referrers: PublishedReferrer[] = [];
  for (const content of await collectReferrers(version, ports)) {
    const artifact = packArtifact({ ...content, subject: entry.descriptor });
    await attachArtifact(repository, entry.descriptor, artifact);
    referrers.push({ artifactType: artifact.artifactType, digest: artifact.descriptor.digest });
  }
  if (!isThere) await repository.pushManifest(tag, entry.manifest, mediaTypes.manifest);
  await requireManifest(repository, tag, digest);
  return { reference, digest, referrers };
}

/** @returns whether the tag names this very version already */
async function requireFree(
  repository: OciRepository,
  tag: string,
  digest: string,
  reference: string,
): Promise<boolean> {
  const found = await repository.findManifest(tag);
  if (found === undefined) return false;
  if (digestOf(found) === digest) return true;
  throw new RegistryError(
    'taken',
    `${reference} is in the registry with the digest ${digestOf(found)}; expected ${digest}. A version never changes: publish another one.`,
  );
}

async function collectReferrers(
  version: PublishableVersion,
  { readAttachment, policyDigest }: PublishPorts,
): Promise<ArtifactContent[]> {
  const documents = listDocuments(version.manifest).map(async (document) => {
    const bytes = await readAttachment(version, document.path);
    if (bytes === undefined) return [];
    const mediaType = mediaTypeOf(document, bytes);
    return [{ artifactType: mediaType, layer: { mediaType, bytes, title: document.path } }];
  });
  return [...(await Promise.all(documents)).flat(), assembleVerdict(version, policyDigest())];
}
