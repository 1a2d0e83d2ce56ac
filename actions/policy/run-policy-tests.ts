import { compareViolations, type ViolationDifference } from '@souk/model/policy/compare-violations.ts';
import { BuildError } from '@souk/policies/build/build-error.ts';
import { CaseRunner } from '@souk/policies/build/case-runner.ts';
import { checkRego } from '@souk/policies/build/compile-rules.ts';
import { compileSources } from '@souk/policies/build/compile-sources.ts';
import { type EvaluatedRule, evaluateCases, testOf } from '@souk/policies/build/evaluate-cases.ts';
import type { Opa } from '@souk/policies/build/opa.ts';
import { readData } from '@souk/policies/build/read-data.ts';
import {
  type FileCoverage,
  measureCoverage,
  type RegoTest,
  runOtherTests,
} from '@souk/policies/build/run-opa-tests.ts';
import { listSources, type Sources } from '@souk/policies/engine/sources.ts';

export interface PolicyTestRun {
  readonly folder: string;
  readonly opa: Opa;
  /** Picks cases by rule and name, and other tests by their name; without it all run, and coverage is measured. */
  readonly pattern: RegExp | undefined;
  readonly tell: (step: string) => void;
}

/** A case that failed, or that the engine judges otherwise than OPA. */
export interface CaseFailure {
  readonly name: string;
  /** Line of the case in the test file of the rule. */
  readonly line: number;
  readonly expected: readonly unknown[];
  readonly actual: readonly unknown[];
  readonly difference: ViolationDifference;
  /** Why the engine could not judge. */
  readonly reason?: string;
}

export interface RuleTestOutcome {
  readonly id: string;
  readonly path: string;
  readonly cases: number;
  /** Expected against what OPA says. */
  readonly failures: readonly CaseFailure[];
  /** What OPA says against what the compiled rules say. */
  readonly differences: readonly CaseFailure[];
}

export interface PolicyTestOutcome {
  readonly rules: readonly RuleTestOutcome[];
  readonly others: readonly RegoTest[];
  /** Undefined when only some tests ran, or one failed: OPA does not measure then. */
  readonly coverage: readonly FileCoverage[] | undefined;
}

/**
 * Runs the cases of all rules by OPA and by the freshly compiled rules, and the tests of the libraries.
 *
 * @throws {BuildError}
 */
export async function runPolicyTests({
  folder,
  opa,
  pattern,
  tell,
}: PolicyTestRun): Promise<PolicyTestOutcome> {
  const sources = await listSources(folder);
  tell('Checking the Rego');
  await Promise.all([checkRego(folder, opa), readData(sources)]);
  tell('Compiling the rules');
  const { rules, wasm } = await compileSources(sources, opa);
  tell(`Running the cases of ${rules.length} rules`);
  const wanted = (name: string): boolean => pattern?.test(name) ?? true;
  const [evaluated, others, coverage] = await Promise.all([
    evaluateCases(rules, sources, folder, opa),
    runOtherTests(sources, folder, opa, wanted),
    pattern === undefined ? measureCoverage(sources, folder, opa) : undefined,
  ]);
  const runner = new CaseRunner(wasm);
  const outcomes = evaluated.rules.map((rule, i) => {
    const cases = rule.cases.filter(({ name }) => wanted(`${rule.id}: ${name}`));
    return judgeRule({ ...rule, cases }, testOf(rules[i]?.source ?? ''), sources, runner);
  });
  const outcome = { rules: outcomes.filter(({ cases }) => cases > 0), others, coverage };
  if (pattern === undefined && coverage === undefined && !hasFailures(outcome)) {
    throw new BuildError(
      'opa-failed',
      '`opa test --coverage lib testing rules` fails, though every case and test known here passes. Run it to see why.',
    );
  }
  return outcome;
}

export function hasFailures({ rules, others }: PolicyTestOutcome): boolean {
  return (
    rules.some(({ failures, differences }) => failures.length + differences.length > 0) ||
    others.some(({ passed }) => !passed)
  );
}

/** Compares what is expected of a rule, what OPA says and what the compiled rules say. */
export function judgeRule(
  { id, config, cases }: EvaluatedRule,
  path: string,
  sources: Sources,
  runner: CaseRunner,
): RuleTestOutcome {
  const lines = (sources.get(path) ?? '').split('\n');
  const answers = runner.run(
    id,
    config,
    cases.map(({ input }) => input),
  );
  const at = (name: string) => ({ name, line: lineOf(name, lines) });
  return {
    id,
    path,
    cases: cases.length,
    failures: cases.flatMap(({ name, expect, violations }) =>
      compare(expect, violations).map((failure) => ({ ...at(name), ...failure })),
    ),
    differences: cases.flatMap(({ name, violations }, i) => {
      const answer = answers[i] ?? [];
      const failures =
        answer instanceof Error
          ? [{ ...difference(violations, []), reason: answer.message }]
          : compare(violations, answer);
      return failures.map((failure) => ({ ...at(name), ...failure }));
    }),
  };
}

function compare(expected: readonly unknown[], actual: readonly unknown[]): ReturnType<typeof difference>[] {
  const found = difference(expected, actual);
  return found.difference.missing.length + found.difference.unexpected.length === 0 ? [] : [found];
}

function difference(expected: readonly unknown[], actual: readonly unknown[]) {
  return { expected, actual, difference: compareViolations(expected, actual) };
}

/** Cases are named where they are written, mostly as `cases["name"] := …`. */
function lineOf(name: string, lines: readonly string[]): number {
  return Math.max(1, lines.findIndex((line) => line.includes(JSON.stringify(name))) + 1);
}

/** Share of the lines that tests evaluate, in percent. */
export function coverageOf(files: readonly FileCoverage[]): number {
  const covered = files.reduce((sum, file) => sum + file.covered, 0);
  const all = files.reduce((sum, file) => sum + file.covered + file.uncovered.length, 0);
  return all === 0 ? 100 : (covered / all) * 100;
}
