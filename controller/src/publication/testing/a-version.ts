import type { Entry } from '@souk/model/manifest/manifest.ts';
import { anApp } from '../../testing/catalog-snapshot.ts';
import type { PublishableVersion } from '../artifact/publishable-version.ts';

/** A version of an app as it was accepted, with an SBOM and an attestation beside it. */
export function aVersion(
  change: Partial<PublishableVersion> & { readonly id?: string } = {},
): PublishableVersion {
  const { id = 'crm', version = '1.0.0' } = change;
  const manifest: Entry = anApp({
    id,
    version,
    sbom: { path: 'sbom.cdx.json' },
    provenance: { attestations: ['attestations/build.json', 'attestations/gone.json'] },
  });
  return {
    ...{ kind: 'App', id, version, manifest },
    digest: 'a'.repeat(64),
    commit: 'c1',
    path: `catalog/apps/${id}/manifest.yaml`,
    verdict: 'pass',
    findings: [],
    risk: 'low',
    score: undefined,
    ...change,
  };
}

/** The files beside it. */
export const attachments: ReadonlyMap<string, string> = new Map([
  ['sbom.cdx.json', '{"bomFormat":"CycloneDX"}'],
  ['attestations/build.json', '{"payloadType":"application/vnd.in-toto+json","signatures":[]}'],
]);

export async function readAttachment(
  _version: PublishableVersion,
  path: string,
): Promise<Uint8Array | undefined> {
  const text = attachments.get(path);
  return text === undefined ? undefined : new TextEncoder().encode(text);
}
