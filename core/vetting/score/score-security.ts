import type { Level } from '@souk/model/finding/finding.ts';
import type { Badge, ScorePart, SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { LicenseEvidence } from '../license/vet-licenses.ts';
import type { SbomEvidence } from '../sbom/vet-sbom.ts';
import type { SignatureEvidence } from '../signature/entry/signature-evidence.ts';
import type { VulnerabilityEvidence } from '../vulnerability/vet-vulnerabilities.ts';
import type { BadgeDemand, ScoreSettings } from './score-settings.ts';

/** What is known of an entry. What nobody could find out is absent, and earns nothing. */
export interface ScoredEvidence {
  readonly sbom?: SbomEvidence;
  readonly vulnerabilities?: VulnerabilityEvidence;
  readonly licenses?: LicenseEvidence;
  readonly signatures?: SignatureEvidence;
  /** Whether the advisories were there, and young enough. */
  readonly hasAdvisories: boolean;
  /** The gravest finding of each family of rules, such as `secret`; absent for one without findings. */
  readonly gravest: Readonly<Partial<Record<string, Level>>>;
}

type Earned = Pick<ScorePart, 'points' | 'because'>;

/** Adds up what was proven, with a reason for each point that is had or not. */
export function scoreSecurity(evidence: ScoredEvidence, settings: ScoreSettings): SecurityScore {
  const parts: ScorePart[] = [
    { id: 'sbom', title: 'Bill of materials', of: 20, ...scoreSbom(evidence) },
    { id: 'vulnerabilities', title: 'Known vulnerabilities', of: 25, ...scoreVulnerabilities(evidence) },
    { id: 'licenses', title: 'Licences', of: 10, ...scoreLicenses(evidence) },
    { id: 'signature', title: 'Signatures', of: 15, ...scoreSignatures(evidence) },
    { id: 'provenance', title: 'Provenance', of: 15, ...scoreProvenance(evidence) },
    { id: 'secrets', title: 'Secrets', of: 5, ...scoreFamilies(evidence, ['secret']) },
    { id: 'artifacts', title: 'Build and deploy files', of: 5, ...scoreFamilies(evidence, artifactFamilies) },
    { id: 'contracts', title: 'Contracts', of: 5, ...scoreFamilies(evidence, ['contract']) },
  ];
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  return { score, badge: badgeOf(score, evidence, settings), parts };
}

const artifactFamilies = ['container', 'terraform', 'deploy', 'runbook', 'workflow', 'dependency'];

function badgeOf(score: number, evidence: ScoredEvidence, { badges }: ScoreSettings): Badge {
  if (Object.values(evidence.gravest).some((level) => level === 'deny' || level === 'error'))
    return 'community';
  const reaches = ({ score: least, slsa, signed }: BadgeDemand): boolean =>
    score >= least &&
    (evidence.signatures?.level ?? 0) >= slsa &&
    (!signed || (evidence.signatures?.artifact.length ?? 0) > 0);
  if (reaches(badges.trusted)) return 'trusted';
  return reaches(badges.verified) ? 'verified' : 'community';
}

function scoreSbom({ sbom, gravest }: ScoredEvidence): Earned {
  if (sbom === undefined) return nobodyLooked;
  switch (sbom.state) {
    case 'none':
      return { points: 0, because: 'There is none.' };
    case 'absent':
      return { points: 0, because: 'The document that the manifest names is not there.' };
    case 'not-looked-at':
      return { points: 0, because: 'It lies elsewhere, and nobody fetched it.' };
    case 'refused':
      return { points: 0, because: 'The document cannot be relied upon.' };
    case 'read': {
      const quality = Math.round(sbom.score / 10);
      const denied = gravest['sbom'] === 'deny';
      return {
        points: denied ? 0 : 10 + quality,
        because: denied
          ? 'The document does not hold what is demanded.'
          : `It lists ${sbom.components} components; its quality is ${sbom.score} of 100.`,
      };
    }
  }
}

function scoreVulnerabilities({ sbom, vulnerabilities, hasAdvisories }: ScoredEvidence): Earned {
  if (vulnerabilities === undefined) {
    return sbom?.state === 'read'
      ? nobodyLooked
      : { points: 0, because: 'Without a bill of materials nobody knows.' };
  }
  if (!hasAdvisories) return { points: 0, because: 'There are no advisories, or only old ones, to look in.' };
  const { open, lookedUp, components } = vulnerabilities;
  const worst = (['critical', 'high', 'medium', 'low'] as const).find((rating) => open[rating] > 0);
  const seen = components === 0 ? 1 : lookedUp / components;
  const points = { critical: 0, high: 5, medium: 15, low: 20 };
  const most = worst === undefined ? (open.unknown > 0 ? 15 : 25) : points[worst];
  const total = Object.values(open).reduce((sum, count) => sum + count, 0);
  return {
    points: Math.round(most * seen),
    because: `${total === 0 ? 'None' : `${total}, the worst ${worst ?? 'of unknown severity'}`} in ${lookedUp} of ${components} components looked up.`,
  };
}

function scoreLicenses({ licenses, sbom }: ScoredEvidence): Earned {
  if (licenses === undefined) {
    return sbom?.state === 'read'
      ? nobodyLooked
      : { points: 0, because: 'Without a bill of materials nobody knows.' };
  }
  const { allowed, exempt, denied, ...others } = licenses.components;
  const open = Object.values(others).reduce((sum, count) => sum + count, 0);
  const all = allowed + exempt + denied + open;
  if (denied > 0)
    return { points: 0, because: `${denied} of ${all} components are under a licence that is denied.` };
  return {
    points: all === 0 ? 10 : Math.round((10 * (allowed + exempt)) / all),
    because: `${allowed + exempt} of ${all} components are under a licence that is allowed.`,
  };
}

function scoreSignatures({ signatures }: ScoredEvidence): Earned {
  if (signatures === undefined) return nobodyLooked;
  const { artifact, sbom } = signatures;
  const names = artifact.map(({ name }) => name);
  return {
    points: (artifact.length > 0 ? 10 : 0) + (sbom.length > 0 ? 5 : 0),
    because: `${artifact.length > 0 ? `${names.join(', ')} signed the artifact` : 'Nobody who is trusted signed the artifact'}${sbom.length > 0 ? ' and the bill of materials' : ''}.`,
  };
}

function scoreProvenance({ signatures }: ScoredEvidence): Earned {
  if (signatures === undefined) return nobodyLooked;
  const { level } = signatures;
  return {
    points: level * 5,
    because: level === 0 ? 'No build is proven.' : `SLSA build level ${level} is proven.`,
  };
}

const nobodyLooked: Earned = { points: 0, because: 'Nobody could look.' };

function scoreFamilies({ gravest }: ScoredEvidence, families: readonly string[]): Earned {
  const levels = families.flatMap((family) => gravest[family] ?? []);
  if (levels.includes('error')) return nobodyLooked;
  if (levels.includes('deny')) return { points: 0, because: 'There is something to fix.' };
  return levels.includes('warn')
    ? { points: 3, because: 'There are warnings.' }
    : { points: 5, because: 'Nothing was found.' };
}
