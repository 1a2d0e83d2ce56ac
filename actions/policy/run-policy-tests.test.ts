import { CaseRunner } from '@souk/policies/build/case-runner.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import pc from 'picocolors';
import { beforeAll, describe, expect, it } from 'vitest';
import { policiesFolder } from './policies-folder.ts';
import { renderPolicyTests } from './render-policy-tests.ts';
import { coverageOf, judgeRule, type RuleTestOutcome } from './run-policy-tests.ts';

const missing = { path: '/license', params: {} };
const input = { entity: { kind: 'App' }, now: '2026-11-22T08:00:00Z', settings: {} };
const path = 'rules/developer/license/rule_test.rego';
const sources = new Map([[path, 'package x\n\ncases["fails"] := {}\n']]);

let runner: CaseRunner;
beforeAll(async () => {
  runner = new CaseRunner((await readDiskBundle(await policiesFolder('/nowhere'))).wasm);
});

function judge(expect: readonly unknown[], violations: readonly unknown[], id = 'developer/license') {
  const cases = [{ name: 'fails', input, expect, violations }];
  return judgeRule({ id, config: {}, cases }, path, sources, runner);
}

const render = (outcome: RuleTestOutcome): string =>
  renderPolicyTests(
    { rules: [outcome], others: [], coverage: [{ path: 'lib/a.rego', covered: 99, uncovered: [] }] },
    { shownFolder: 'policies', threshold: 95, ms: 1200, colors: pc.createColors(false) },
  );

describe('when a case is judged by OPA and by the engine', () => {
  it('passes when both say what is expected', () => {
    expect(judge([missing], [missing])).toMatchObject({ cases: 1, failures: [], differences: [] });
  });

  it('fails when OPA says something else than expected', () => {
    expect(judge([], [missing])).toMatchObject({
      failures: [{ name: 'fails', line: 3, expected: [], actual: [missing] }],
      differences: [],
    });
  });

  it('fails when the engine says something else than OPA', () => {
    const other = { path: '/terms', params: {} };
    const outcome = judge([other], [other]);
    expect(outcome).toMatchObject({
      failures: [],
      differences: [{ name: 'fails', line: 3, expected: [other], actual: [missing] }],
    });
    const text = render(outcome);
    expect(text).toContain('✖ developer/license: fails  the engine differs from OPA');
    expect(text).toContain('OPA     {"path": "/terms", "params": {}}');
    expect(text).toContain('engine  {"path": "/license", "params": {}}');
    expect(text).toContain('✖ fail  1 difference between OPA and the engine in 1.2 s');
  });

  it('fails when the engine cannot judge, and says why', () => {
    const outcome = judge([missing], [missing], 'developer/nothing');
    expect(outcome.differences).toMatchObject([{ name: 'fails', reason: expect.any(String) }]);
    expect(render(outcome)).toContain('engine  ');
  });
});

describe('when coverage is summed up', () => {
  it.each([
    { name: 'all', files: [{ path: 'a', covered: 3, uncovered: [] }], percent: 100 },
    { name: 'some', files: [{ path: 'a', covered: 3, uncovered: [7] }], percent: 75 },
    { name: 'no lines', files: [], percent: 100 },
  ])('counts lines: $name', ({ files, percent }) => {
    expect(coverageOf(files)).toBe(percent);
  });

  it('is not shown as reached when it is not', () => {
    const coverage = [{ path: 'lib/a.rego', covered: 9499, uncovered: Array(501).fill(1) }];
    const text = renderPolicyTests(
      { rules: [], others: [], coverage },
      { shownFolder: 'policies', threshold: 95, ms: 0, colors: pc.createColors(false) },
    );
    expect(text).toContain('✖ 94.9 %');
  });
});
