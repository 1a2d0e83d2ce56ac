import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOutcome } from '../testing/expect-outcome.ts';
import type { CaseTable, PolicyCase, RuleTable } from '../testing/policy-case.ts';
import { SampleCatalog } from '../testing/sample-catalog.ts';
import { approvalCases } from './policy-findings/approval-cases.ts';
import { developerCases } from './policy-findings/developer-cases.ts';
import { orgEntryCases } from './policy-findings/org-entry-cases.ts';
import { orgInstallationCases } from './policy-findings/org-installation-cases.ts';
import { orgWaiverCases } from './policy-findings/org-waiver-cases.ts';
import { platformAccessCases } from './policy-findings/platform-access-cases.ts';
import { platformRuntimeCases } from './policy-findings/platform-runtime-cases.ts';
import { riskCases } from './policy-findings/risk-cases.ts';
import { wholeChangeCases } from './policy-findings/whole-change-cases.ts';
import type { CheckOutcome } from './run-check.ts';

const findingRules: RuleTable = {
  ...developerCases,
  ...platformAccessCases,
  ...platformRuntimeCases,
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

describe('when a change is judged by all checks', () => judgeEach(wholeChangeCases));

describe('the table', () => {
  it('has cases for every rule, and for no other', () => {
    const named = [...Object.keys(findingRules), ...Object.keys(decidingRules)];
    expect(named.toSorted()).toEqual(sample.rules.toSorted());
  });
});
