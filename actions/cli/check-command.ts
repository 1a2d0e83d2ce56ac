import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import type { Check } from '@souk/model/check/check.ts';
import { checks } from '@souk/model/check/checks.ts';
import { closest } from '@souk/model/finding/suggest.ts';
import { Command, Option } from 'commander';
import { type CheckOutcome, runCheck } from '../check/run-check.ts';
import { type ReportFormat, renderReport, reportFormats } from '../report/render-report.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { readTimestamp } from './read-timestamp.ts';
import { requireFolder } from './require-folder.ts';
import { type ProcessPort, wantsColor, write } from './terminal.ts';

interface Options {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly all?: boolean;
  readonly only?: string;
  readonly now?: string;
  readonly format: ReportFormat;
  readonly output?: string;
}

const DEFAULT_COLUMNS = 100;

function define(): Command {
  const command = new Command('souk check')
    .description('Judge what this branch changes: manifests, references, versions, lifecycle, consumers.')
    .allowExcessArguments(false)
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--base <rev>', 'commit to compare with (default: where this branch left main)')
    .option('--head <rev>', 'commit to judge (default: the working tree, with uncommitted files)')
    .option('--all', 'judge the whole catalog, not only what changed')
    .option(
      '--only <list>',
      `checks to run, with commas between: ${checks.map(({ name }) => name).join(',')}`,
    )
    .option('--now <time>', 'judge as if it were this day or instant (ISO 8601)')
    .addOption(
      new Option('--format <format>', 'how to print the report').choices(reportFormats).default('text'),
    )
    .option('--output <file>', 'write the report to a file');
  return addExamples(command, [
    ['souk check', 'what you are about to submit'],
    ['souk check --all', 'everything, as the nightly run does'],
    ['souk check --base main --head my-branch', 'two commits, without looking at the disk'],
    ['souk check --format sarif --output souk.sarif', 'for code scanning'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const repo = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  const outcome = await judge(options, repo);
  const text = await renderReport(options.format, outcome, {
    color: options.output === undefined && wantsColor(process),
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
  });
  if (options.output === undefined) await write(process.stdout, text);
  else await writeReport(resolve(process.cwd(), options.output), text);
  return { pass: exitCode.pass, fail: exitCode.denied, error: exitCode.fault }[outcome.report.verdict];
}

async function judge(options: Options, repo: string): Promise<CheckOutcome> {
  const request = {
    repo,
    base: options.base,
    head: options.head,
    all: options.all === true,
    checks: options.only === undefined ? checks : selectChecks(options.only),
    now: options.now === undefined ? new Date() : readTimestamp(options.now, '--now'),
  };
  try {
    return await runCheck(request, () => performance.now());
  } catch (error) {
    if (error instanceof GitError && error.code === 'unknown-revision') throw new UsageError(error.message);
    throw error;
  }
}

function selectChecks(list: string): Check[] {
  const names = checks.map(({ name }) => name);
  const wanted = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.length === 0) throw new UsageError(`--only needs at least one of ${names.join(', ')}.`);
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const near = closest(name, names);
    throw new UsageError(
      `There is no check ${JSON.stringify(name)}. ${near === undefined ? `Choose from ${names.join(', ')}.` : `Did you mean ${near}?`}`,
    );
  }
  return checks.filter(({ name }) => wanted.includes(name));
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${path}: ${(error as Error).message}`);
  }
}
