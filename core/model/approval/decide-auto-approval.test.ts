import { describe, expect, it } from 'vitest';
import { account, aRequirement } from '../testing/reviews.ts';
import { type AutoApprovalSources, decideAutoApproval } from './decide-auto-approval.ts';

const key = { kind: 'App', id: 'invoice-scanner' } as const;
const report: AutoApprovalSources['report'] = {
  verdict: 'pass',
  risk: { tier: 'low', reasons: [] },
  approvals: { required: [], autoApprovable: true },
  changes: [{ ...key, type: 'modified' }],
};
const clear: AutoApprovalSources = {
  report,
  requirements: [],
  vetoes: [],
  strayPaths: [],
  meanwhile: [],
  conflicts: [],
  draft: false,
};

describe('when nothing stands against a change', () => {
  it('allows it, and says on what grounds', () => {
    expect(decideAutoApproval(clear)).toEqual({
      allowed: true,
      reasons: ['Every check passes, the risk is low, and neither a rule nor an owner asks for an approval.'],
    });
  });
});

describe('when something stands against a change', () => {
  it.each<[reason: string, obstacle: Partial<AutoApprovalSources>]>([
    ['A check denies it.', { report: { ...report, verdict: 'fail' } }],
    ['A check could not do its work.', { report: { ...report, verdict: 'error' } }],
    ['The risk is medium, not low.', { report: { ...report, risk: { tier: 'medium', reasons: [] } } }],
    [
      'A rule wants a person to look at it.',
      { report: { ...report, approvals: { required: [], autoApprovable: false } } },
    ],
    ['It changes nothing in the catalog.', { report: { ...report, changes: [] } }],
    [
      'It needs approvals: the owner (team finance).',
      { requirements: [aRequirement({ role: 'owner:finance' })] },
    ],
    ['Changes are requested by dan.', { vetoes: [{ by: account('dan'), role: 'security' }] }],
    ['It changes files outside the catalog: a, b, c and 1 more.', { strayPaths: ['a', 'b', 'c', 'd'] }],
    ['Also changed on the base: App/invoice-scanner.', { meanwhile: [key] }],
    ['Git cannot merge it: catalog/a.yaml.', { conflicts: ['catalog/a.yaml'] }],
    ['It is a draft.', { draft: true }],
  ])('refuses it: %s', (reason, obstacle) => {
    expect(decideAutoApproval({ ...clear, ...obstacle })).toEqual({ allowed: false, reasons: [reason] });
  });

  it('tells every obstacle', () => {
    const { reasons } = decideAutoApproval({ ...clear, conflicts: ['a'], draft: true });
    expect(reasons).toEqual(['Git cannot merge it: a.', 'It is a draft.']);
  });
});
