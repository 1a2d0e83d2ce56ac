import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { type ChangeListing, listChange } from '@souk/git/list-change.ts';
import { type CheckName, checkNames } from '@souk/model/check/check-names.ts';
import { closest } from '@souk/model/finding/suggest.ts';
import { Command, Option } from 'commander';
import type { CheckOptions, CheckOutcome } from '../check/run-check.ts';
import { policiesFolder } from '../policy/policies-folder.ts';
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
    .option('--only <list>', `checks to run, with commas between: ${checkNames.join(',')}`)
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
  const names = options.only === undefined ? checkNames : selectChecks(options.only);
  const now = options.now === undefined ? new Date() : readTimestamp(options.now, '--now');
  // Git is at work while the checks are loaded.
  const listing = listTrees(options, repo);
  listing.catch(() => undefined);
  const named = options.policies === undefined ? undefined : resolve(cwd, options.policies);
  const opened = openAll(repo, named, names.includes('vetting'), options, cwd);
  opened.catch(() => undefined);
  const [{ runCheck }, { checks }] = await Promise.all([
    import('../check/run-check.ts'),
    import('@souk/model/check/checks.ts'),
  ]);
  const wanted = {
    all: options.all === true,
    checks: checks.filter(({ name }) => names.includes(name)),
    policyFindings: names.includes('policy'),
    shadow: options.shadow === true,
    now,
  };
  return runCheck({ ...wanted, ...(await opened), trees: await listing }, () => performance.now());
}

/** The policies, and how entries are looked through when that is wanted. */
async function openAll(
  repo: string,
  named: string | undefined,
  vets: boolean,
  { advisories, fetch }: Options,
  cwd: string,
): Promise<Pick<CheckOptions, 'policies' | 'vetting'>> {
  const folder = await policiesFolder(repo, named);
  const { openPolicies, readVettingSettings } = await import('../policy/open-policies.ts');
  const policies = await openPolicies(folder);
  if (!vets || 'fault' in policies) return { policies };
  const vetting = await readVettingSettings(folder, policies.evaluator);
  if (vetting === undefined) return { policies, vetting: 'no-settings' };
  const dir = advisories === undefined ? join(repo, '.souk', 'advisories') : resolve(cwd, advisories);
  const demanded = advisories !== undefined || vetting.settings.limits.demandAdvisories;
  const demand = { ...vetting, advisories: { dir, demanded } };
  if (fetch !== true) return { policies, vetting: demand };
  const { createSbomFetcher } = await import('@souk/vetting/fetch/create-sbom-fetcher.ts');
  return { policies, vetting: { ...demand, fetcher: createSbomFetcher(vetting.settings.fetch) } };
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

function selectChecks(list: string): CheckName[] {
  const wanted = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.length === 0) throw new UsageError(`--only needs at least one of ${checkNames.join(', ')}.`);
  for (const name of wanted) {
    if ((checkNames as readonly string[]).includes(name)) continue;
    const near = closest(name, checkNames);
    throw new UsageError(
      `There is no check ${JSON.stringify(name)}. ${near === undefined ? `Choose from ${checkNames.join(', ')}.` : `Did you mean ${near}?`}`,
    );
  }
  return checkNames.filter((name) => wanted.includes(name));
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${path}: ${(error as Error).message}`);
  }
}
