import { describe, expect, it } from 'vitest';
import { type ScoredEvidence, scoreSecurity } from './score-security.ts';

const settings = {
  badges: {
    verified: { score: 60, slsa: 0, signed: true },
    trusted: { score: 85, slsa: 2, signed: true },
  },
} as const;

const noneOpen = { none: 0, low: 0, medium: 0, high: 0, critical: 0, unknown: 0 };
const signer = { kind: 'key', name: 'release', issuer: null } as const;

const best = {
  sbom: {
    state: 'read',
    digest: 'sha256:00',
    format: 'cyclonedx',
    specVersion: '1.6',
    encoding: 'json',
    components: 10,
    score: 100,
    aspects: [],
  },
  vulnerabilities: {
    components: 10,
    lookedUp: 10,
    withoutPurl: 0,
    unreadablePurl: 0,
    unsupported: 0,
    ecosystems: ['npm'],
    open: noneOpen,
    excused: 0,
    fixable: 0,
    exploited: 0,
    malicious: 0,
  },
  licenses: {
    model: 'internal',
    components: { allowed: 9, review: 0, unknown: 0, denied: 0, missing: 0, exempt: 1 },
    licenses: { MIT: 10 },
  },
  signatures: {
    digest: 'sha256:00',
    artifact: [signer],
    sbom: [signer],
    provenance: null,
    level: 3,
    documents: [],
  },
  hasAdvisories: true,
  gravest: {},
} satisfies ScoredEvidence;

const score = (changes: Partial<ScoredEvidence>) => scoreSecurity({ ...best, ...changes }, settings);
const pointsOf = (changes: Partial<ScoredEvidence>, id: string): number | undefined =>
  score(changes).parts.find((part) => part.id === id)?.points;

describe('when an entry is scored', () => {
  it('gives 100 points for all that can be proven', () => {
    const { score: total, badge, parts } = score({});
    expect([total, badge]).toEqual([100, 'trusted']);
    expect(parts.reduce((sum, { of }) => sum + of, 0)).toBe(100);
    expect(parts.every(({ because }) => because !== '')).toBe(true);
  });

  it('gives nothing for what nobody looked at', () => {
    expect(
      scoreSecurity(
        { hasAdvisories: false, gravest: { secret: 'error', container: 'error', contract: 'error' } },
        settings,
      ),
    ).toMatchObject({ score: 0, badge: 'community' });
  });

  it.each<[part: string, points: number, name: string, changes: Partial<ScoredEvidence>]>([
    ['sbom', 0, 'there is none', { sbom: { state: 'none' } }],
    ['sbom', 0, 'it is not there', { sbom: { state: 'absent' } }],
    ['sbom', 0, 'it lies elsewhere', { sbom: { state: 'not-looked-at' } }],
    ['sbom', 0, 'it is refused', { sbom: { state: 'refused', digest: 'sha256:00' } }],
    ['sbom', 0, 'it is denied', { gravest: { sbom: 'deny' } }],
    ['sbom', 17, 'its quality is 70', { sbom: { ...best.sbom, score: 70 } }],
    ['vulnerabilities', 0, 'one is critical', { vulnerabilities: open({ critical: 1 }) }],
    ['vulnerabilities', 5, 'one is high', { vulnerabilities: open({ high: 1, low: 4 }) }],
    ['vulnerabilities', 15, 'one is medium', { vulnerabilities: open({ medium: 1 }) }],
    ['vulnerabilities', 20, 'one is low', { vulnerabilities: open({ low: 1 }) }],
    ['vulnerabilities', 15, 'the severity of one is not known', { vulnerabilities: open({ unknown: 1 }) }],
    [
      'vulnerabilities',
      13,
      'half was looked up',
      { vulnerabilities: { ...best.vulnerabilities, lookedUp: 5 } },
    ],
    ['vulnerabilities', 0, 'there are no advisories', { hasAdvisories: false }],
    ['licenses', 0, 'one is denied', { licenses: licensed({ denied: 1 }) }],
    ['licenses', 5, 'half is not known', { licenses: licensed({ unknown: 10 }) }],
    [
      'signature',
      10,
      'the bill of materials is not signed',
      { signatures: { ...best.signatures, sbom: [] } },
    ],
    ['signature', 5, 'the artifact is not signed', { signatures: { ...best.signatures, artifact: [] } }],
    ['provenance', 10, 'the level is 2', { signatures: { ...best.signatures, level: 2 } }],
    ['provenance', 0, 'no build is proven', { signatures: { ...best.signatures, level: 0 } }],
    ['secrets', 0, 'there is one', { gravest: { secret: 'deny' } }],
    ['artifacts', 3, 'there are warnings', { gravest: { deploy: 'warn', runbook: 'notice' } }],
    ['artifacts', 5, 'there are notes', { gravest: { terraform: 'notice' } }],
    ['contracts', 0, 'there is something to fix', { gravest: { contract: 'deny' } }],
  ])('gives %s %i points when %s', (part, points, _name, changes) => {
    expect(pointsOf(changes, part)).toBe(points);
  });

  it.each<[badge: string, name: string, changes: Partial<ScoredEvidence>]>([
    ['verified', 'the level is below', { signatures: { ...best.signatures, level: 1 } }],
    ['verified', 'the score is below', { sbom: { state: 'none' } }],
    ['community', 'nobody signed', { signatures: { ...best.signatures, artifact: [] } }],
    ['community', 'something is denied', { gravest: { deploy: 'deny' } }],
    ['community', 'something could not be done', { gravest: { vetting: 'error' } }],
    ['trusted', 'there are only warnings', { gravest: { deploy: 'warn' } }],
  ])('calls it %s when %s', (badge, _name, changes) => {
    expect(score(changes).badge).toBe(badge);
  });
});

function open(counts: Partial<typeof noneOpen>): NonNullable<ScoredEvidence['vulnerabilities']> {
  return { ...best.vulnerabilities, open: { ...noneOpen, ...counts } };
}

function licensed(counts: Partial<typeof best.licenses.components>): NonNullable<ScoredEvidence['licenses']> {
  return { ...best.licenses, components: { ...best.licenses.components, ...counts } };
}
