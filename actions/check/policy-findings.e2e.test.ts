import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOutcome } from '../testing/expect-outcome.ts';
import type { CaseTable, PolicyCase, RuleTable } from '../testing/policy-case.ts';
import { approvalCases } from '../testing/policy-findings/approval-cases.ts';
import { developerCases } from '../testing/policy-findings/developer-cases.ts';
import { orgEntryCases } from '../testing/policy-findings/org-entry-cases.ts';
import { orgInstallationCases } from '../testing/policy-findings/org-installation-cases.ts';
import { orgWaiverCases } from '../testing/policy-findings/org-waiver-cases.ts';
import { platformAccessCases } from '../testing/policy-findings/platform-access-cases.ts';
import { platformRuntimeCases } from '../testing/policy-findings/platform-runtime-cases.ts';
import { platformSupplyCases } from '../testing/policy-findings/platform-supply-cases.ts';
import { riskCases } from '../testing/policy-findings/risk-cases.ts';
import { wholeChangeCases } from '../testing/policy-findings/whole-change-cases.ts';
import { SampleCatalog } from '../testing/sample-catalog.ts';
import type { CheckOutcome } from './run-check.ts';

const findingRules: RuleTable = {
  ...developerCases,
  ...platformAccessCases,
  ...platformRuntimeCases,
  ...platformSupplyCases,
  ...orgEntryCases,
  ...orgInstallationCases,
  ...orgWaiverCases,
};
const decidingRules: Readonly<Record<string, CaseTable>> = { ...riskCases, ...approvalCases };

let sample: SampleCatalog;
let outcomes: ReadonlyMap<PolicyCase, Promise<CheckOutcome>>;

// All cases are judged side by side, so that the policies are asked a few times and not hundreds of times.
beforeAll(async () => {
  sample = await SampleCatalog.open();
  const tables = [
    ...Object.values(findingRules).flatMap(({ fails, passes, edges }) => [fails, passes, edges]),
    ...Object.values(decidingRules),
    wholeChangeCases,
  ];
  const cases = tables.flatMap((table) => Object.values(table));
  outcomes = new Map(cases.map((wanted) => [wanted, sample.judge(wanted)]));
  await Promise.allSettled(outcomes.values());
});
afterAll(() => sample?.[Symbol.dispose]());

function judgeEach(table: CaseTable): void {
  it.each(Object.entries(table))('%s', async (_name, wanted) => {
    const outcome = await outcomes.get(wanted);
    expect(outcome).toBeDefined();
    if (outcome !== undefined) expectOutcome(outcome, wanted);
  });
}

describe.each(Object.entries(findingRules))('%s', (rule, { fails, passes, edges }) => {
  describe('fails with', () => judgeEach(fails));
  describe('passes with', () => judgeEach(passes));
  describe('at the edge, with', () => judgeEach(edges));

  it('is found where it fails, and not where it passes', () => {
    const finds = ({ findings = [] }: PolicyCase): boolean =>
      findings.some((finding) => finding.rule === rule);
    expect(Object.values(fails).map(finds)).not.toContain(false);
    expect(Object.values(passes).map(finds)).not.toContain(true);
    expect([fails, passes, edges].map((table) => Object.keys(table).length)).not.toContain(0);
  });
});

describe.each(Object.entries(decidingRules))('%s', (_rule, table) => {
  describe('decides on', () => judgeEach(table));
});

describe('when people change the sample', () => judgeEach(wholeChangeCases));

describe('the table', () => {
  it('has cases for every rule, and for no other', () => {
    const named = [...Object.keys(findingRules), ...Object.keys(decidingRules)];
    expect(named.toSorted()).toEqual(sample.rules.toSorted());
  });

  it.each([
    ['an edit', developerCases['developer/tags']?.fails['a word that nobody searches for']],
    [
      'an edited base',
      platformAccessCases['platform/secrets']?.edges['one that it had before, at another place'],
    ],
    ['new files', wholeChangeCases['a new app with everything right']],
    ['a removed file', wholeChangeCases['an app that teams use is removed']],
    ['a moved file', wholeChangeCases['an installation moves to another folder']],
  ])('takes the same way as a change that Git lists: %s', async (_name, wanted) => {
    if (wanted === undefined) throw new Error('There is no such case.');
    const ours = await sample.judge(wanted);
    const listed = await sample.judgeByGit(wanted);
    expect(withoutRun(ours.report)).toEqual(withoutRun(listed.report));
  });
});

/** What a report says of the change, whenever and of whatever commit. */
function withoutRun({ base: _base, timings: _timings, ...said }: CheckOutcome['report']): object {
  return said;
}
