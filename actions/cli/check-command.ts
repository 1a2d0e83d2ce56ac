import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { type ChangeListing, listChange } from '@souk/git/list-change.ts';
import { checkNames, type SelectableCheck, selectableChecks } from '@souk/model/check/check-names.ts';
import { Command, Option } from 'commander';
import { openCheck } from '../check/open-check.ts';
import type { CheckOutcome } from '../check/run-check.ts';
import { selectChecks } from '../check/select-checks.ts';
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
  readonly policies?: string;
  readonly advisories?: string;
  readonly fetch?: boolean;
  readonly shadow?: boolean;
  readonly format: ReportFormat;
  readonly output?: string;
}

const DEFAULT_COLUMNS = 100;

function define(): Command {
  const command = new Command('souk check')
    .description('Judge what this branch changes: manifests, references, policies, lifecycle, consumers.')
    .allowExcessArguments(false)
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--base <rev>', 'commit to compare with (default: where this branch left main)')
    .option('--head <rev>', 'commit to judge (default: the working tree, with uncommitted files)')
    .option('--all', 'judge the whole catalog, not only what changed')
    .option('--only <list>', `checks to run, with commas between: ${selectableChecks.join(',')}`)
    .option('--now <time>', 'judge as if it were this day or instant (ISO 8601)')
    .option(
      '--policies <dir>',
      'policies that judge (default: policies/ of the repository, else those of Souk)',
    )
    .option(
      '--advisories <dir>',
      'folder that souk advisories sync keeps (default: .souk/advisories in the repository)',
    )
    .option(
      '--fetch',
      'also read bills of materials that lie elsewhere, over HTTPS or from registries (default: nothing is asked of a network)',
    )
    .option('--shadow', 'also tell what rules say that are still being tried out')
    .addOption(
      new Option('--format <format>', 'how to print the report').choices(reportFormats).default('text'),
    )
    .option('--output <file>', 'write the report to a file');
  return addExamples(command, [
    ['souk check', 'what you are about to submit'],
    ['souk check --all', 'everything, as the nightly run does'],
    ['souk check --base main --head my-branch', 'two commits, without looking at the disk'],
    ['souk check --advisories advisories/', 'with the advisories of this folder, which then must be there'],
    ['souk check --fetch', 'with bills of materials that manifests name by address'],
    ['souk check --format sarif --output souk.sarif', 'for code scanning'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const repo = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  const outcome = await judge(options, repo, process.cwd());
  if (outcome.report.scope.total === 0 && outcome.report.changes.length === 0) {
    throw new UsageError(
      `There is no catalog in ${repo}: expected a folder catalog/ or connectors/. Name the folder that holds them with --repo.`,
    );
  }
  const text = await renderReport(options.format, outcome, {
    color: options.output === undefined && wantsColor(process),
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
  });
  if (options.output === undefined) await write(process.stdout, text);
  else await writeReport(resolve(process.cwd(), options.output), text);
  return { pass: exitCode.pass, fail: exitCode.denied, error: exitCode.fault }[outcome.report.verdict];
}

async function judge(options: Options, repo: string, cwd: string): Promise<CheckOutcome> {
  const names = options.only === undefined ? checkNames : readNames(options.only);
  const now = options.now === undefined ? new Date() : readTimestamp(options.now, '--now');
  // Git is at work while the checks are loaded.
  const listing = listTrees(options, repo);
  listing.catch(() => undefined);
  const opened = openCheck(repo, {
    names,
    ...(options.policies === undefined ? {} : { policies: resolve(cwd, options.policies) }),
    ...(options.advisories === undefined ? {} : { advisories: resolve(cwd, options.advisories) }),
    fetch: options.fetch === true,
  });
  opened.catch(() => undefined);
  const { runCheck } = await import('../check/run-check.ts');
  const wanted = { all: options.all === true, shadow: options.shadow === true, now };
  return runCheck({ ...wanted, ...(await opened), trees: await listing }, () => performance.now());
}

async function listTrees(
  { base, head, all }: Options,
  repo: string,
): Promise<ChangeListing | { folder: string }> {
  try {
    return await listChange(repo, { base, head, baseOptional: all === true });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.code === 'unknown-revision') throw new UsageError(error.message);
    if (error.code === 'not-a-repository' && base === undefined && head === undefined)
      return { folder: repo };
    throw error;
  }
}

function readNames(list: string): readonly SelectableCheck[] {
  const selected = selectChecks(list);
  if ('problem' in selected) throw new UsageError(`--only ${selected.problem}`);
  return selected;
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${path}: ${(error as Error).message}`);
  }
}
