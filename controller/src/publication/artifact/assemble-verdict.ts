import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { ArtifactContent } from '../oci/pack-artifact.ts';
import type { PublishableVersion } from './publishable-version.ts';

const VERDICT = 'application/vnd.souk.verdict.v1+json';

/** What the checks said of a version when it was accepted, and by which policies. */
export function assembleVerdict(
  version: PublishableVersion,
  policyDigest: string | undefined,
): ArtifactContent {
  const { kind, id, version: number, digest, commit, path, verdict, findings, risk, score } = version;
  const document = {
    schema: 'souk.verdict/v1',
    entity: { kind, id },
    version: number,
    manifest: { digest: `sha256:${digest}`, commit, path },
    verdict,
    findings,
    risk,
    score,
    policy: policyDigest === undefined ? undefined : { digest: policyDigest },
  };
  return {
    artifactType: VERDICT,
    layer: {
      mediaType: VERDICT,
      bytes: new TextEncoder().encode(canonicalJson(document)),
      title: 'verdict.json',
    },
  };
}
