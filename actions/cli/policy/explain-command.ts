import { relative, resolve } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { builtInRules, findBuiltInRule } from '@souk/model/rule/built-in-rules.ts';
import { type OpenBundle, openBundle } from '@souk/policies/engine/open-engine.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { explainEntity } from '../../policy/explain-entity.ts';
import { explainRule } from '../../policy/explain-rule.ts';
import type { ExplainView } from '../../policy/explain-view.ts';
import { policiesFolder } from '../../policy/policies-folder.ts';
import { type ComparedTrees, readTrees } from '../../policy/read-trees.ts';
import { renderEntityExplanation } from '../../policy/render-entity-explanation.ts';
import { renderBuiltInRule, renderRuleExplanation } from '../../policy/render-rule-explanation.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';
import { readTimestamp } from '../read-timestamp.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { findEntity } from './find-entity.ts';
import { requirePolicies } from './require-policies.ts';
import { unknownRule } from './select-rules.ts';

interface Options {
  readonly repo: string;
  readonly policies?: string;
  readonly base?: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

interface Request extends Options {
  readonly name: string;
  readonly entity: string | undefined;
  readonly moment: Date;
  readonly folder: string;
  readonly repoFolder: string;
}

const DEFAULT_COLUMNS = 100;

function define(): Command {
  const command = new Command('souk policy explain')
    .description(
      'Show what a rule asks and who violates it; or what it sees of one entity, and why it says so.',
    )
    .argument('<rule>', 'id of the rule, such as developer/license')
    .argument('[entity]', 'kind and id, such as App/payroll-export; the id alone where it is unique')
    .allowExcessArguments(false)
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option(
      '--policies <dir>',
      'policies that judge (default: policies/ of the repository, else those of Souk)',
    )
    .option('--base <rev>', 'commit to compare the entity with (default: where this branch left main)')
    .option('--now <time>', 'judge as if it were this day or instant (ISO 8601)')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk policy explain developer/license', 'what it asks, and who violates it'],
    ['souk policy explain org/vendor-risk App/payroll-export', 'why it says so of this one'],
    ['souk policy explain risk/scope payroll-export --format json', 'every value that it read'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const repoFolder = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  const named = options.policies === undefined ? undefined : resolve(process.cwd(), options.policies);
  const folder = await requirePolicies(await policiesFolder(repoFolder, named));
  const [name = '', entity] = operands;
  const moment = options.now === undefined ? new Date() : readTimestamp(options.now, '--now');
  const view: ExplainView = {
    colors: pc.createColors(wantsColor(process)),
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
    folder: relative(process.cwd(), folder).replaceAll('\\', '/') || '.',
  };
  const progress = startProgress(process);
  try {
    progress.tell('Reading the policies and the catalog');
    const text = await explain({ ...options, name, entity, moment, folder, repoFolder }, view);
    progress.stop();
    await write(process.stdout, text);
    return exitCode.pass;
  } finally {
    progress.stop();
  }
}

async function explain(request: Request, view: ExplainView): Promise<string> {
  const { name, entity, moment, folder, format } = request;
  const builtIn = findBuiltInRule(name);
  if (builtIn !== undefined) {
    return format === 'json'
      ? json({ id: name, builtIn: true, ...builtIn })
      : renderBuiltInRule(name, builtIn, view);
  }
  const policies = await openBundle(folder);
  const rule = findRule(name, policies);
  const trees = await readCatalog(request);
  if (entity === undefined) {
    const explanation = await explainRule(rule, policies.bundle, trees.head, moment);
    return format === 'json' ? json(explanation) : renderRuleExplanation(explanation, view);
  }
  const record = findEntity(entity, trees.head.catalog);
  const { manifest } = record;
  if (manifest === undefined) {
    throw new UsageError(
      `${record.path} is not valid, so no rule judges it. What is wrong: souk check --all`,
    );
  }
  const change = trees.changes.find(({ after }) => after === record);
  const explanation = await explainEntity({
    ...{ rule, trees, policies, now: moment, shownFolder: view.folder },
    subject: { record, manifest, ...(change === undefined ? {} : { change }) },
  });
  if (format === 'json') return json(explanation);
  const text = (await trees.head.readTexts([record.path])).get(record.path) ?? '';
  return renderEntityExplanation(explanation, text, view);
}

function findRule(name: string, { bundle: { rules } }: OpenBundle): PolicyRule {
  const rule = rules.find(({ id }) => id === name);
  if (rule === undefined)
    throw unknownRule(name, [...rules.map(({ id }) => id), ...Object.keys(builtInRules)]);
  return rule;
}

async function readCatalog({ repoFolder, base }: Request): Promise<ComparedTrees> {
  try {
    return await readTrees(repoFolder, base);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.code === 'unknown-revision') throw new UsageError(error.message);
    if (error.code === 'not-a-repository') {
      throw new UsageError(`--base needs a catalog that is in a Git repository; ${repoFolder} is in none.`);
    }
    throw error;
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
