import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { describe, expect, it } from 'vitest';
import { aChecklistItem, aFinding, anOutcome, aReport } from '../testing/gate-outcomes.ts';
import { fixedLabels, isManagedLabel, labelDefinitions, labelsFor } from './labels.ts';

const approvals = (changes: Partial<GateOutcome['approvals']>): GateOutcome['approvals'] => ({
  ...{ satisfied: false, checklist: [], vetoes: [], ignored: [] },
  ...changes,
});
const denied = aReport({ verdict: 'fail', findings: [aFinding()] });

describe('when labels are chosen', () => {
  it.each<[name: string, changes: Partial<GateOutcome>, labels: string[]]>([
    ['it is ready', {}, ['kind: app', 'risk: low', 'souk: ready']],
    [
      'it changes several kinds, and the policies',
      {
        report: aReport({
          risk: { tier: 'high', reasons: [] },
          changes: [
            { kind: 'App', id: 'a', type: 'added' },
            { kind: 'App', id: 'b', type: 'added' },
            { kind: 'Installation', id: 'c', type: 'removed' },
          ],
        }),
        strayPaths: ['policies/data/vetting.yaml'],
      },
      ['kind: app', 'kind: installation', 'kind: policy', 'risk: high', 'souk: ready'],
    ],
    [
      'it waits for two roles and two owners',
      {
        state: 'waiting',
        approvals: approvals({
          checklist: [
            aChecklistItem(),
            aChecklistItem({ role: 'legal', missing: 0 }),
            aChecklistItem({ role: 'owner:finance' }),
            aChecklistItem({ role: 'owner:sales' }),
          ],
        }),
      },
      ['kind: app', 'needs: owner', 'needs: security', 'risk: low'],
    ],
    [
      'the author has something to fix: nobody is waited for yet',
      { state: 'blocked', report: denied, approvals: approvals({ checklist: [aChecklistItem()] }) },
      ['kind: app', 'needs: author', 'risk: low'],
    ],
    [
      'a reviewer asked for changes',
      {
        state: 'blocked',
        approvals: approvals({ vetoes: [{ by: { id: 1, login: 'x' }, role: 'security' }] }),
      },
      ['kind: app', 'needs: author', 'risk: low'],
    ],
    [
      'Git cannot merge it',
      { state: 'blocked', conflicts: ['a'] },
      ['kind: app', 'needs: rebase', 'risk: low'],
    ],
    [
      'it changed meanwhile',
      { state: 'blocked', meanwhile: [{ kind: 'App', id: 'a' }] },
      ['kind: app', 'needs: rebase', 'risk: low'],
    ],
    ['a check failed', { state: 'fault' }, ['kind: app', 'risk: low', 'souk: fault']],
  ])('says what is the matter: %s', (_name, changes, labels) => {
    const outcome = anOutcome(changes);
    const defined = labelDefinitions(outcome).map(({ name }) => name);
    expect(labelsFor(outcome)).toEqual(labels);
    expect(defined).toEqual(expect.arrayContaining(labels));
    expect(labels.every(isManagedLabel)).toBe(true);
  });

  it.each(['help wanted', 'needs-triage', 'bug', 'security', 'souk', 'ready'])(
    'leaves alone what people put on: %s',
    (name) => {
      expect(isManagedLabel(name)).toBe(false);
    },
  );

  it('defines labels as GitHub takes them', () => {
    const long = labelDefinitions(
      anOutcome({ approvals: approvals({ checklist: [aChecklistItem({ role: 'r'.repeat(200) })] }) }),
    );
    for (const { name, color, description } of [...fixedLabels, ...long]) {
      expect(name.length).toBeLessThanOrEqual(50);
      expect(color).toMatch(/^[0-9a-f]{6}$/);
      expect(description.length).toBeLessThanOrEqual(100);
    }
  });
});
