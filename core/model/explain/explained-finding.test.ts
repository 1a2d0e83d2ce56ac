import { describe, expect, it } from 'vitest';
import type { Change } from '../change/change.ts';
import type { Subject } from '../policy/assemble-inputs.ts';
import { readPolicySettings } from '../policy/policy-settings.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp } from '../testing/manifests.ts';
import { aRule } from '../testing/rules.ts';
import { explainFindings } from './explained-finding.ts';

const app = anApp();
const catalog = catalogOf([app]);
const [record] = catalog.records;
if (record === undefined) throw new Error('A catalog of one has a record.');
const change: Change = { key: record.key, type: 'modified', before: record, after: record, attachments: [] };
const unchanged: Subject = { record, manifest: app };
const changed: Subject = { ...unchanged, change };

const answerOf = (id: string, changes: object, ...what: string[]): RuleAnswer => ({
  violations: what.map((word) => ({
    rule: aRule(id, changes),
    path: '/owner',
    params: { what: word, tier: 'high', role: 'legal', count: 2 },
  })),
});
const explain = (answer: RuleAnswer, subject: Subject, before?: RuleAnswer) =>
  explainFindings(answer, {
    ...{ subject, before, catalog, changes: [] },
    settings: readPolicySettings(catalog, catalog),
    waivers: { never: [] },
    now: new Date('2026-11-22T00:00:00Z'),
  });

describe('when what a rule found is explained', () => {
  const ratchet = { stage: 'deny-new' };

  it('tells new from old by the base', () => {
    const found = answerOf('org/one', ratchet, 'old', 'new');
    const explained = explain(found, changed, answerOf('org/one', ratchet, 'old'));
    expect(explained.map(({ message, level }) => `${message} ${level}`)).toEqual([
      'It does not hold: old. warn',
      'It does not hold: new. deny',
    ]);
  });

  it('takes everything for new in a new entity, and for old where nothing is compared', () => {
    const found = answerOf('org/one', ratchet, 'a');
    expect(explain(found, changed).map(({ level }) => level)).toEqual(['deny']);
    expect(explain(found, unchanged).map(({ level }) => level)).toEqual(['warn']);
  });

  it.each([
    ['risk/one', 'This alone makes the risk high.'],
    ['approval/one', 'A change needs 2 approvals of the role legal.'],
  ])('says what %s counts for', (id, why) => {
    expect(explain(answerOf(id, {}, 'a'), changed)).toMatchObject([{ level: null, why }]);
  });
});
