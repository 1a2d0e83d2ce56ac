import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Answers } from '@souk/model/request/read-answers.ts';
import { Command } from 'commander';
import { createFolderWriter } from '../import/folder-writer.ts';
import { readValues, ValueError } from '../install/read-values.ts';
import { type InstallResult, type InstallTarget, runInstall } from '../install/run-install.ts';
import { renderReport } from '../report/render-report.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { openGitHub } from './open-github.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { requireFolder } from './require-folder.ts';
import { type ProcessPort, wantsColor, write } from './terminal.ts';

interface Options {
  readonly team: string;
  readonly env: string;
  readonly range?: string;
  readonly id?: string;
  readonly set: readonly string[];
  readonly config?: string;
  readonly secret: readonly string[];
  readonly until?: string;
  readonly budget?: string;
  readonly costCenter?: string;
  readonly reason?: string;
  readonly local?: boolean;
  readonly dir: string;
  readonly repository?: string;
  readonly base: string;
  readonly apiUrl: string;
  readonly format: 'text' | 'json';
}

const DEFAULT_COLUMNS = 100;

function define(): Command {
  const each = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  const command = new Command('souk install')
    .description(
      'Ask for an installation of an app or connector: opens the pull request, or writes its file with --local. What the checks deny is not asked for. Without --local it takes a token from GITHUB_TOKEN: contents and pull requests, to write.',
    )
    .argument('<app>', 'id of the app or connector')
    .allowExcessArguments(false)
    .requiredOption('--team <team>', 'team that uses and pays for it')
    .requiredOption('--env <environment>', 'environment, from marketplace.yaml')
    .option('--range <range>', 'versions that may run (default: those compatible with the newest)')
    .option('--id <id>', 'identifier (default: from app, team and environment)')
    .option('--set <name=value>', 'a value of its configuration; can be given often', each, [])
    .option('--config <file>', 'all of its configuration, as YAML')
    .option('--secret <name=reference>', 'where a secret is found; can be given often', each, [])
    .option('--until <day|time>', 'when it ends by itself: a day, or how long it lives, as in 30d')
    .option('--budget <amount>', 'most that it may cost in a month')
    .option('--cost-center <id>', 'who pays, where that is not the team')
    .option('--reason <text>', 'what it is for, for those who approve it')
    .option('--local', 'write the file, and open nothing')
    .option('--dir <dir>', 'checkout of the catalog', '.')
    .option('--repository <owner/name>', 'repository on GitHub (default: that in GITHUB_REPOSITORY)')
    .option('--base <branch>', 'branch that it goes into', 'main')
    .option('--api-url <url>', 'API of an Enterprise server: https://<host>/api/v3', 'https://api.github.com')
    .option('--format <format>', 'text or json', 'text');
  return addExamples(command, [
    [
      'souk install label-service --team warehouse-systems --env dev --until 14d --local --set site=DEHAM',
      'try it for two weeks',
    ],
    [
      'souk install crm-slack-alerts --team sales-platform --env dev --set channel=#leads --secret SLACK_BOT_TOKEN=env:SOUK_SECRET_SLACK',
      'as a pull request',
    ],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  if (options.format !== 'text' && options.format !== 'json')
    throw new UsageError(`--format: expected text or json, found ${JSON.stringify(options.format)}.`);
  const dir = await requireFolder(resolve(process.cwd(), options.dir), '--dir');
  const answers = await readAnswers(operands[0] ?? '', options, process.cwd());
  const result = await runInstall(dir, answers, targetOf(options, dir, process));
  return report(result, options, process);
}

async function readAnswers(app: string, options: Options, cwd: string): Promise<Answers> {
  const { team, env, range, id, until, budget, costCenter, reason } = options;
  if (options.config !== undefined && options.set.length > 0)
    throw new UsageError('--config gives all of the configuration: leave --set out, or --config.');
  const config =
    options.config === undefined
      ? valuesOf('--set', options.set)
      : await readText('--config', resolve(cwd, options.config));
  const given = {
    ...{ app, team, environment: env, version: range, id, until, budget, reason, config },
    ...{ 'cost-center': costCenter, secrets: valuesOf('--secret', options.secret) },
  };
  return new Map(Object.entries(given).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

function valuesOf(option: string, texts: readonly string[]): string | undefined {
  try {
    return readValues(texts);
  } catch (error) {
    throw error instanceof ValueError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}

async function readText(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`);
  }
}

function targetOf(
  { local, repository, base, apiUrl }: Options,
  dir: string,
  process: ProcessPort,
): InstallTarget {
  if (local === true) return { type: 'folder', writer: createFolderWriter(dir) };
  const name = repository ?? process.env['GITHUB_REPOSITORY'];
  if (name === undefined || name === '')
    throw new UsageError('Name the repository with --repository owner/name, or write the file with --local.');
  const client = openGitHub(
    { repository: name, apiUrl },
    process,
    'the permissions contents and pull requests, or use --local',
  );
  const { protocol, host } = new URL(apiUrl);
  const serverUrl = host === 'api.github.com' ? 'https://github.com' : `${protocol}//${host}`;
  return { type: 'pull-request', client, base, serverUrl };
}

async function report(result: InstallResult, { format }: Options, process: ProcessPort): Promise<ExitCode> {
  if (result.kind === 'unclear') {
    const lines = result.problems.map(({ field, message }) =>
      field === '' ? message : `${field}: ${message}`,
    );
    throw new UsageError(lines.join('\n'));
  }
  const { outcome } = result;
  const terminal = { color: wantsColor(process), columns: process.stdout.columns ?? DEFAULT_COLUMNS };
  if (format === 'json') {
    const made = result.kind === 'done' ? { path: result.path, text: result.text, pull: result.pull } : {};
    await write(process.stdout, `${JSON.stringify({ ...made, report: outcome.report }, null, 2)}\n`);
  } else {
    const made = result.kind === 'done' ? renderMade(result) : 'Nothing was made: the checks deny it.\n';
    await write(process.stdout, `${await renderReport('text', outcome, terminal)}\n${made}`);
  }
  return { pass: exitCode.pass, fail: exitCode.denied, error: exitCode.fault }[outcome.report.verdict];
}

function renderMade({ path, pull }: Extract<InstallResult, { kind: 'done' }>): string {
  if (pull !== undefined) return `Opened pull request #${pull.number}: ${pull.url}\n`;
  return `Wrote ${path}\n\nNext: commit it on a branch, and open a pull request.\n`;
}
