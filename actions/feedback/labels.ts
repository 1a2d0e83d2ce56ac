import type { LabelDefinition } from '@souk/github/sync-labels.ts';
import { teamOfOwnerRole } from '@souk/model/approval/owner-role.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { kinds } from '@souk/model/manifest/manifest.ts';
import { type RiskTier, riskTiers } from '@souk/model/risk/risk.ts';
import { sortFindings } from './sort-findings.ts';

/** By which people keep a change from being merged by itself. */
export const HOLD_LABEL = 'hold';

const LONGEST_NAME = 50;

const riskColors = { low: '2da44e', medium: 'bf8700', high: 'cf222e' } as const;
const KIND_COLOR = '0969da';
const NEEDS_COLOR = '8250df';

/** On what may be merged. */
export const READY_LABEL = 'souk: ready';

const states = {
  ready: { name: READY_LABEL, color: '2da44e', description: 'Green and approved: it can be merged.' },
  author: {
    name: 'needs: author',
    color: 'd4a72c',
    description: 'The author has something to fix or to answer.',
  },
  rebase: { name: 'needs: rebase', color: 'd4a72c', description: 'The branch has to be brought up to date.' },
  fault: {
    name: 'souk: fault',
    color: '6e7781',
    description: 'A check failed on our side: not the fault of the author.',
  },
} as const satisfies Record<string, LabelDefinition>;

/** The labels that do not depend on the roles of a marketplace. */
export const fixedLabels: readonly LabelDefinition[] = [
  ...riskTiers.map((tier) => ({
    name: riskLabel(tier),
    color: riskColors[tier],
    description: `The risk of this change is ${tier}.`,
  })),
  ...[...kinds.map((kind) => kind.toLowerCase()), 'policy'].map((kind) => ({
    name: `kind: ${kind}`,
    color: KIND_COLOR,
    description: `It changes something of the kind ${kind}.`,
  })),
  ...Object.values(states),
];

export function riskLabel(tier: RiskTier): string {
  return `risk: ${tier}`;
}

/** The label of a pull request that waits for a role; all teams that own what changes share one. */
export function needsLabel(role: string): LabelDefinition {
  const name = teamOfOwnerRole(role) === undefined ? role : 'owner';
  return {
    name: `needs: ${name}`.slice(0, LONGEST_NAME),
    color: NEEDS_COLOR,
    description: `It waits for an approval: ${name}.`.slice(0, 100),
  };
}

/** The labels that a pull request has to wear; others that Souk manages come off. */
export function labelsFor(outcome: GateOutcome): string[] {
  const { state, report, approvals, conflicts, meanwhile, strayPaths } = outcome;
  const outdated = conflicts.length + meanwhile.length > 0;
  const forAuthor = sortFindings(report.findings).toFix.length + approvals.vetoes.length > 0;
  const missing = state === 'waiting' ? approvals.checklist.filter((item) => item.missing > 0) : [];
  const changesPolicy = strayPaths.some((path) => path.startsWith('policies/'));
  return [
    ...new Set([
      riskLabel(report.risk.tier),
      ...report.changes.map(({ kind }) => `kind: ${kind.toLowerCase()}`),
      ...(changesPolicy ? ['kind: policy'] : []),
      ...missing.map(({ role }) => needsLabel(role).name),
      ...(state === 'ready' ? [states.ready.name] : []),
      ...(state === 'fault' ? [states.fault.name] : []),
      ...(forAuthor ? [states.author.name] : []),
      ...(outdated ? [states.rebase.name] : []),
    ]),
  ].toSorted();
}

/** Definitions of the labels that `labelsFor` may give to this pull request. */
export function labelDefinitions({ approvals }: GateOutcome): LabelDefinition[] {
  return [...fixedLabels, ...approvals.checklist.map(({ role }) => needsLabel(role))];
}

const MANAGED = /^(?:risk|kind|needs|souk): /i;

/** Whether Souk puts the label on and takes it off: people leave it alone, and Souk leaves all others alone. */
export function isManagedLabel(name: string): boolean {
  return MANAGED.test(name);
}
