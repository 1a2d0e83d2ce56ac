import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { BuildError } from '@souk/policies/build/build-error.ts';
import { requireOpa } from '@souk/policies/build/opa.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { renderPolicyTests } from '../../policy/render-policy-tests.ts';
import { renderProblems } from '../../policy/render-problems.ts';
import {
  type CaseFailure,
  coverageOf,
  hasFailures,
  type PolicyTestOutcome,
  runPolicyTests,
} from '../../policy/run-policy-tests.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { requirePolicies } from './require-policies.ts';

interface Options {
  readonly policies: string;
  readonly threshold: string;
  readonly run?: string;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk policy test')
    .description('Run the cases of every rule, by OPA and by the engine, and measure what they cover.')
    .allowExcessArguments(false)
    .option('--policies <dir>', 'folder with rules/, lib/ and testing/', 'policies')
    .option('--threshold <percent>', 'share of the lines that tests must evaluate', '95')
    .option('--run <regex>', 'only cases whose "<rule>: <name>" matches, and library tests by their name')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk policy test', 'everything, with coverage'],
    ['souk policy test --run org/team-budget', 'the cases of one rule'],
    ['souk policy test --run "license: fails"', 'cases by their name'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const folder = await requirePolicies(resolve(process.cwd(), options.policies));
  const threshold = readThreshold(options.threshold);
  const pattern = options.run === undefined ? undefined : readPattern(options.run);
  const opa = await requireOpa(process.env);
  const colors = pc.createColors(wantsColor(process));
  const shownFolder = relative(process.cwd(), folder) || '.';
  const progress = startProgress(process);
  try {
    const started = performance.now();
    const outcome = await runPolicyTests({ folder, opa, pattern, tell: progress.tell });
    progress.stop();
    if (outcome.rules.length + outcome.others.length === 0) {
      throw new UsageError(
        `No case and no test matches --run ${JSON.stringify(options.run)}. It is compared with "<rule>: <name of the case>", such as "developer/license: fails without one".`,
      );
    }
    const ms = performance.now() - started;
    const text =
      options.format === 'json'
        ? json(outcome, threshold)
        : renderPolicyTests(outcome, { shownFolder, threshold, ms, colors });
    await write(process.stdout, text);
    return passes(outcome, threshold) ? exitCode.pass : exitCode.denied;
  } catch (error) {
    if (!(error instanceof BuildError) || error.code !== 'sources-invalid') throw error;
    progress.stop();
    const text =
      options.format === 'json'
        ? `${JSON.stringify({ passed: false, problems: error.problems }, null, 2)}\n`
        : await renderProblems(error.problems, { folder, shownFolder, colors });
    await write(process.stdout, text);
    return exitCode.denied;
  } finally {
    progress.stop();
  }
}

function passes(outcome: PolicyTestOutcome, threshold: number): boolean {
  const { coverage } = outcome;
  return !hasFailures(outcome) && (coverage === undefined || coverageOf(coverage) >= threshold);
}

function json(outcome: PolicyTestOutcome, threshold: number): string {
  const { rules, others, coverage } = outcome;
  const cases = rules.reduce((sum, rule) => sum + rule.cases, 0);
  const measured =
    coverage === undefined
      ? {}
      : {
          coverage: {
            percent: coverageOf(coverage),
            threshold,
            uncovered: coverage.filter(({ uncovered }) => uncovered.length > 0),
          },
        };
  const shown = (list: readonly CaseFailure[]) => list.map(({ difference: _, ...failure }) => failure);
  const document = {
    passed: passes(outcome, threshold),
    cases,
    rules: rules.map((rule) => ({
      ...rule,
      failures: shown(rule.failures),
      differences: shown(rule.differences),
    })),
    others,
    ...measured,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function readThreshold(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new UsageError(`--threshold needs a percentage from 0 to 100; got ${JSON.stringify(text)}.`);
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text, 'v');
  } catch (error) {
    throw new UsageError(`--run needs a regular expression; ${(error as Error).message}.`);
  }
}
