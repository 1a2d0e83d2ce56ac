import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { BuildError } from '@souk/policies/build/build-error.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { renderBuild, renderStaleness } from '../../policy/render-build.ts';
import { renderProblems } from '../../policy/render-problems.ts';
import { type BuildRun, checkStaleness, runBuild } from '../../policy/run-build.ts';
import type { Colors } from '../../report/colors.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { requirePolicies } from './require-policies.ts';

interface Options {
  readonly policies: string;
  readonly check?: boolean;
  readonly full?: boolean;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk policy build')
    .description('Compile the rules and their data to the bundle that checks use.')
    .allowExcessArguments(false)
    .option('--policies <dir>', 'folder with rules/, lib/ and data/', 'policies')
    .option('--check', 'write nothing, and fail when the committed bundle is stale')
    .option('--full', 'take nothing over from the bundle that is there')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk policy build', 'after every edit of a rule or of its data'],
    ['souk policy build --check', 'in CI: is the committed bundle what the sources give?'],
    ['souk policy build --format json', 'what changed, for a program'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { policies, check, full, format } = parsed.options;
  const folder = await requirePolicies(resolve(process.cwd(), policies));
  const progress = startProgress(process);
  const runner: BuildRun = { folder, environment: process.env, tell: progress.tell, full: full === true };
  const colors = pc.createColors(wantsColor(process));
  const shownFolder = relative(process.cwd(), folder) || '.';
  const view: View = { format, colors, shownFolder: `${shownFolder}/bundle` };
  const outcome = await (check === true ? checkFreshness(runner, view) : build(runner, view))
    .catch(async (error: unknown): Promise<Outcome> => {
      if (!(error instanceof BuildError) || error.code !== 'sources-invalid') throw error;
      const text =
        format === 'json'
          ? json({ built: false, problems: error.problems })
          : await renderProblems(error.problems, { folder, shownFolder, colors });
      return { text, code: exitCode.denied };
    })
    .finally(progress.stop);
  await write(process.stdout, outcome.text);
  return outcome.code;
}

interface View {
  readonly format: Options['format'];
  readonly colors: Colors;
  /** The bundle folder as the reader may name it. */
  readonly shownFolder: string;
}

interface Outcome {
  readonly text: string;
  readonly code: ExitCode;
}

async function build(runner: BuildRun, { format, colors, shownFolder }: View): Promise<Outcome> {
  const started = performance.now();
  const outcome = await runBuild(runner);
  const ms = performance.now() - started;
  const { files, changes, rules, cases, wasmBytes } = outcome;
  const text =
    format === 'json'
      ? json({
          built: true,
          written: [...files.missing, ...files.differing].sort(),
          removed: files.extra,
          rules: {
            total: rules,
            added: changes.added.map(({ id }) => id),
            removed: changes.removed.map(({ id }) => id),
            changed: changes.changed.map(({ rule, because }) => ({ id: rule.id, because })),
          },
          cases,
          wasmBytes,
          ms: Math.round(ms),
        })
      : renderBuild(outcome, { shownFolder, ms, colors });
  return { text, code: exitCode.pass };
}

async function checkFreshness(runner: BuildRun, { format, colors, shownFolder }: View): Promise<Outcome> {
  const outcome = await checkStaleness(runner);
  const { files, sources, rebuilt } = outcome;
  const fresh = [files.differing, files.missing, files.extra, sources].every((list) => list.length === 0);
  const text =
    format === 'json'
      ? json({ fresh, rebuilt, sources, ...files })
      : renderStaleness(outcome, { shownFolder, colors });
  return { text, code: fresh ? exitCode.pass : exitCode.denied };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
