import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import type { Impact } from '@souk/model/impact/impact.ts';
import { openBundle } from '@souk/policies/engine/open-engine.ts';
import { Command, Option } from 'commander';
import { policiesFolder } from '../../policy/policies-folder.ts';
import { type BasePolicies, readBasePolicies } from '../../policy/read-base-policies.ts';
import { readWorkTree } from '../../policy/read-work-tree.ts';
import { type ImpactFormat, impactFormats, renderImpact } from '../../policy/render-impact.ts';
import { runImpact } from '../../policy/run-impact.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';
import { readTimestamp } from '../read-timestamp.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { requirePolicies } from './require-policies.ts';
import { selectRules } from './select-rules.ts';

interface Options {
  readonly repo: string;
  readonly policies?: string;
  readonly base?: string;
  readonly only?: string;
  readonly all?: boolean;
  readonly now?: string;
  readonly failOn?: 'newly-failing';
  readonly format: ImpactFormat;
  readonly output?: string;
}

const DEFAULT_COLUMNS = 100;

function define(): Command {
  const command = new Command('souk policy impact')
    .description('Show what a change of the rules does to the catalog: who newly fails, who newly passes.')
    .allowExcessArguments(false)
    .option('--base <rev>', 'commit whose policies to compare with (default: where this branch left main)')
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--policies <dir>', 'changed policies (default: policies/ of the repository, else those of Souk)')
    .option('--only <rules>', 'rules to tell of, with commas between; org/* takes a whole layer')
    .option('--all', 'show long lists to their end')
    .option('--now <time>', 'judge as if it were this day or instant (ISO 8601)')
    .addOption(
      new Option('--fail-on <what>', 'exit with 1 when something fails newly').choices(['newly-failing']),
    )
    .addOption(new Option('--format <format>', 'how to print').choices(impactFormats).default('text'))
    .option('--output <file>', 'write to a file');
  return addExamples(command, [
    ['souk policy build && souk policy impact', 'what your edit of a rule would change'],
    ['souk policy impact --base v1.4.0', 'since a release'],
    ['souk policy impact --only org/vendor-risk,platform/*', 'some rules alone'],
    ['souk policy impact --format markdown --output impact.md', 'for a comment on the pull request'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const repo = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  const named = options.policies === undefined ? undefined : resolve(process.cwd(), options.policies);
  const policies = await requirePolicies(await policiesFolder(repo, named));
  const now = options.now === undefined ? new Date() : readTimestamp(options.now, '--now');
  const progress = startProgress(process);
  let impact: Impact;
  try {
    progress.tell('Reading the policies and the catalog');
    const [base, head, snapshot] = await Promise.all([
      readBase(policies, options.base),
      openBundle(policies),
      readWorkTree(repo),
    ]);
    requireCatalog(snapshot.catalog.records.length + snapshot.unreadable.length, repo);
    const select = (rules: readonly string[]) => selectRules(options.only, rules);
    impact = await runImpact({ base, head, snapshot, now, select, tell: progress.tell });
  } finally {
    progress.stop();
  }
  const text = renderImpact(options.format, impact, {
    color: options.output === undefined && wantsColor(process),
    all: options.all === true,
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
  });
  if (options.output === undefined) await write(process.stdout, text);
  else await writeOutput(resolve(process.cwd(), options.output), text);
  return options.failOn !== undefined && impact.newlyFailing.length > 0 ? exitCode.denied : exitCode.pass;
}

async function readBase(policies: string, base: string | undefined): Promise<BasePolicies> {
  try {
    return await readBasePolicies(policies, base);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.code === 'not-a-repository') {
      throw new UsageError(`--base needs policies that are in a Git repository; ${policies} is in none.`);
    }
    if (error.code !== 'unknown-revision') throw error;
    throw new UsageError(
      base === undefined
        ? 'There is no branch main to compare with. Name the commit with --base, such as --base HEAD.'
        : error.message,
    );
  }
}

function requireCatalog(files: number, repo: string): void {
  if (files > 0) return;
  throw new UsageError(
    `There is no catalog in ${repo}: expected a folder catalog/ or connectors/. Name the folder that holds them with --repo.`,
  );
}

async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`The impact cannot be written to ${path}: ${(error as Error).message}`);
  }
}
