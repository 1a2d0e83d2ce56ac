import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import { digestOf } from './digest-of.ts';
import { mediaTypes } from './media-types.ts';
import type { Descriptor } from './oci-repository.ts';

export interface ArtifactContent {
  readonly artifactType: string;
  readonly layer: { readonly mediaType: string; readonly bytes: Uint8Array; readonly title: string };
  readonly annotations?: Readonly<Record<string, string>>;
  /** What it is attached to. */
  readonly subject?: Descriptor;
}

/** An artifact as it lies in a registry. */
export interface PackedArtifact {
  readonly artifactType: string;
  /** Of the manifest. */
  readonly descriptor: Descriptor;
  readonly manifest: Uint8Array;
  readonly blobs: readonly Uint8Array[];
}

const empty = new TextEncoder().encode('{}');

/** Packs content by the OCI image specification 1.1. The same content gives the same bytes. */
export function packArtifact({ artifactType, layer, annotations, subject }: ArtifactContent): PackedArtifact {
  const manifest = encodeManifest({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType,
    config: descriptorOf(mediaTypes.empty, empty),
    layers: [
      {
        ...descriptorOf(layer.mediaType, layer.bytes),
        annotations: { 'org.opencontainers.image.title': layer.title },
      },
    ],
    annotations,
    subject,
  });
  const descriptor = descriptorOf(mediaTypes.manifest, manifest);
  return { artifactType, descriptor, manifest, blobs: [empty, layer.bytes] };
}

export function encodeManifest(manifest: object): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

export function descriptorOf(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}
