import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { version } from 'node:process';
import type { RecordedCases } from '@souk/policies/build/recorded-cases.ts';
import { openBundle } from '@souk/policies/engine/open-engine.ts';
import { Command, Option } from 'commander';
import { compareTimings } from '../../policy/compare-timings.ts';
import { policiesFolder } from '../../policy/policies-folder.ts';
import type { PolicyTimings } from '../../policy/policy-timings.ts';
import { readWorkTree } from '../../policy/read-work-tree.ts';
import { renderTimingComparison, renderTimings } from '../../policy/render-bench.ts';
import { runBench } from '../../policy/run-bench.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { requirePolicies } from './require-policies.ts';

interface Options {
  readonly repo: string;
  readonly policies?: string;
  readonly runs: string;
  readonly save?: string;
  readonly compare?: string;
  readonly threshold: string;
  readonly all?: boolean;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk policy bench')
    .description('Time every rule on the entities of the catalog, and name the slow ones.')
    .allowExcessArguments(false)
    .option('--policies <dir>', 'policies to time (default: policies/ of the repository, else those of Souk)')
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--runs <n>', 'times that each rule is measured', '9')
    .option('--save <file>', 'write the times as JSON, to compare with later')
    .option('--compare <file>', 'fail when a rule is slower than in a file that --save wrote')
    .option('--threshold <percent>', 'how much slower a rule may be', '30')
    .option('--all', 'show the list to its end')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk policy bench', 'which rules take longest'],
    ['souk policy bench --save before.json', 'before you edit a rule'],
    ['souk policy bench --compare before.json', 'after: exits with 1 when one is slower by 30 %'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const runs = readNumber(options.runs, '--runs', { least: 1, most: 1000, whole: true });
  const threshold = readNumber(options.threshold, '--threshold', { least: 0, most: 10_000, whole: false });
  const repo = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  const named = options.policies === undefined ? undefined : resolve(process.cwd(), options.policies);
  const folder = await requirePolicies(await policiesFolder(repo, named));
  const before =
    options.compare === undefined ? undefined : await readTimings(resolve(process.cwd(), options.compare));
  const timings = await measure(folder, repo, runs, process);
  if (options.save !== undefined) await save(resolve(process.cwd(), options.save), timings);
  const comparison = before === undefined ? undefined : compareTimings(before, timings, threshold);
  const color = wantsColor(process);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(comparison === undefined ? timings : { ...timings, comparison }, null, 2)}\n`
      : [
          renderTimings(timings, { color, all: options.all === true }),
          ...(comparison === undefined
            ? []
            : [renderTimingComparison(comparison, { color, file: options.compare ?? '', threshold })]),
        ].join('\n');
  await write(process.stdout, text);
  return comparison?.changes.some(({ verdict }) => verdict === 'slower') ? exitCode.denied : exitCode.pass;
}

async function measure(
  folder: string,
  repo: string,
  runs: number,
  process: ProcessPort,
): Promise<PolicyTimings> {
  const progress = startProgress(process);
  try {
    progress.tell('Reading the policies and the catalog');
    const [{ bundle }, { catalog }, cases] = await Promise.all([
      openBundle(folder),
      readWorkTree(repo),
      readCases(folder),
    ]);
    return await runBench({
      ...{ bundle, catalog, cases, runs, now: new Date() },
      machine: { node: version, cpu: cpus()[0]?.model ?? 'unknown' },
      clock: () => performance.now(),
      tell: progress.tell,
    });
  } finally {
    progress.stop();
  }
}

async function readCases(folder: string): Promise<RecordedCases | undefined> {
  const text = await readFile(join(folder, 'bundle/cases.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RecordedCases);
}

async function readTimings(path: string): Promise<PolicyTimings> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`--compare needs a file that --save wrote; ${path} cannot be read.`);
  });
  try {
    const timings = JSON.parse(text) as PolicyTimings;
    if (timings.schema === 'souk.policy-bench/v1') return timings;
  } catch {
    // Said below: whatever it is, it is no such file.
  }
  throw new UsageError(`--compare needs a file that --save wrote; ${path} is none.`);
}

async function save(path: string, timings: PolicyTimings): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(timings, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`The times cannot be written to ${path}: ${(error as Error).message}`);
  }
}

function readNumber(
  text: string,
  option: string,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole: boolean },
): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
  throw new UsageError(
    `${option} needs a ${whole ? 'whole ' : ''}number from ${least} to ${most}; got ${JSON.stringify(text)}.`,
  );
}
