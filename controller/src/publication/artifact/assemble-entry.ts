import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import { type PackedArtifact, packArtifact } from '../oci/pack-artifact.ts';
import type { PublishableVersion } from './publishable-version.ts';

const ENTRY = 'application/vnd.souk.entry.v1+json';

/** The artifact of a version. It is made of the manifest alone: the same manifest gives the same digest anywhere. */
export function assembleEntry({ manifest }: Pick<PublishableVersion, 'manifest'>): PackedArtifact {
  return packArtifact({
    artifactType: ENTRY,
    layer: {
      mediaType: ENTRY,
      bytes: new TextEncoder().encode(canonicalJson(manifest)),
      title: 'manifest.json',
    },
    annotations: {
      'org.opencontainers.image.title': manifest.name,
      'org.opencontainers.image.description': manifest.summary,
      'org.opencontainers.image.version': manifest.version,
      'org.opencontainers.image.vendor': manifest.owner,
    },
  });
}
