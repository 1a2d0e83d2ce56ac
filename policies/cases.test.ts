import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { compareViolations } from '@souk/model/policy/compare-violations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { CaseRunner } from './build/case-runner.ts';
import { findOpa, type Opa } from './build/opa.ts';
import { recordCases } from './build/record-cases.ts';
import { inputOf, type RecordedCases, renderCases } from './build/recorded-cases.ts';
import { readDiskBundle } from './engine/open-engine.ts';
import { listSources } from './engine/sources.ts';

const dir = import.meta.dirname;
const recorded = JSON.parse(readFileSync(`${dir}/bundle/cases.json`, 'utf8')) as RecordedCases;
const { rules, wasm } = await readDiskBundle(dir);
const opa = (await findOpa(process.env)) as Opa;

describe('when the compiled rules judge the recorded cases', () => {
  const runner = new CaseRunner(wasm);

  describe.each(recorded.rules)('$id', ({ id, config, cases }) => {
    let answers: ReturnType<CaseRunner['run']>;
    beforeAll(() => {
      const inputs = cases.map((recordedCase) => inputOf(recordedCase, recorded));
      answers = runner.run(id, config, inputs);
    });

    it.each(cases.map((recordedCase, i) => ({ ...recordedCase, i })))('$name', ({ violations, i }) => {
      const answer = answers[i];
      if (answer === undefined || answer instanceof Error) throw answer;
      expect(compareViolations(violations, answer)).toEqual({ missing: [], unexpected: [] });
    });
  });
});

describe('when rules are covered by cases', () => {
  it('has at least 120 cases, of every rule', () => {
    expect(recorded.rules.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(120);
    expect(recorded.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  it.each(recorded.rules)('has a pass, a fail and an edge of $id', ({ cases }) => {
    expect(cases.length).toBeGreaterThanOrEqual(3);
    expect(cases.some(({ violations }) => violations.length > 0)).toBe(true);
    expect(cases.some(({ violations }) => violations.length === 0)).toBe(true);
  });

  it('names the cases of a rule differently', () => {
    for (const { cases } of recorded.rules) {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    }
  });
});

describe.skipIf(opa === undefined)('when OPA judges the cases again', () => {
  it('gives what is recorded', async () => {
    const again = JSON.parse(renderCases(await recordCases(rules, await listSources(dir), dir, opa)));
    const differing = recorded.rules.filter((rule, i) => !isDeepStrictEqual(rule, again.rules[i]));
    expect(differing.map(({ id }) => id)).toEqual([]);
    expect(again).toEqual(recorded);
  });
});
