import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CostReport } from '@souk/model/cost/cost-report.ts';
import { isMonth, MOST_INSTALLATIONS } from '@souk/model/cost/cost-scenario.ts';
import { Command, Option } from 'commander';
import { CostError } from '../cost/cost-error.ts';
import { readCostStates } from '../cost/read-cost-states.ts';
import { readScenario } from '../cost/read-scenario.ts';
import { type CostFormat, costFormats, renderCostReport } from '../cost/render-cost-report.ts';
import { runCost } from '../cost/run-cost.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { startProgress } from './progress.ts';
import { readCatalogOnDisk } from './read-catalog.ts';
import { renderBar } from './render-bar.ts';
import { requireFolder } from './require-folder.ts';
import { type ProcessPort, wantsColor, write } from './terminal.ts';

interface Options {
  readonly scenario?: string;
  readonly usage?: string;
  readonly prices?: string;
  readonly base?: string;
  readonly plan?: string;
  readonly installations?: string;
  readonly period?: string;
  readonly repo: string;
  readonly format: CostFormat;
  readonly output?: string;
}

const DEFAULT_COLUMNS = 80;

function define(): Command {
  const command = new Command('souk cost')
    .description(
      'Work out what an app or connector would cost a month: by a scenario, or by usage that was. Nothing is charged, and nothing is asked of a network.',
    )
    .argument('<app>', 'id of the app or connector')
    .allowExcessArguments(false)
    .option('--scenario <file|list>', 'what each installation uses: YAML or JSON, or calls=120000,seats=25')
    .option(
      '--usage <file>',
      'usage to replay: events as NDJSON, JSON or CSV, or an answer of GET /api/v1/usage',
    )
    .option('--prices <file>', 'a proposed price book instead of those of the catalog')
    .option('--base <rev>', 'compare with the catalog of a commit')
    .option('--plan <plan>', 'as if the manifest named this plan')
    .option('--installations <number>', 'how many there are in a scenario (default: 1)')
    .option(
      '--period <month>',
      'month whose prices count, such as 2026-11 (default: that of the usage, or now)',
    )
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .addOption(new Option('--format <format>', 'how to print').choices(costFormats).default('text'))
    .option('--output <file>', 'write to a file');
  return addExamples(command, [
    ['souk cost label-service --scenario labels=120000', 'a guess'],
    ['souk cost label-service --usage october.csv --prices proposed.yaml', 'last month under other prices'],
    ['souk cost label-service --scenario labels=120000 --base main', 'what your branch changes'],
    ['souk cost rate-engine --scenario usual.yaml --plan team', 'under another plan'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  checkOptions(options);
  const repo = await requireFolder(resolve(process.cwd(), options.repo), '--repo');
  try {
    const report = await judge(operands[0] ?? '', options, repo, process);
    const text = renderCostReport(options.format, report, {
      color: options.output === undefined && wantsColor(process),
      columns: process.stdout.columns ?? DEFAULT_COLUMNS,
    });
    if (options.output === undefined) await write(process.stdout, text);
    else await writeOutput(resolve(process.cwd(), options.output), text);
    return report.problems.some(({ blocks }) => blocks) ? exitCode.denied : exitCode.pass;
  } catch (error) {
    if (!(error instanceof CostError)) throw error;
    if (error.code === 'usage') throw new UsageError(error.message);
    await write(process.stderr, `souk: ${error.message}\n`);
    return exitCode.denied;
  }
}

/** @throws {UsageError} */
function checkOptions({ scenario, usage, installations, period }: Options): void {
  if (scenario !== undefined && usage !== undefined)
    throw new UsageError('--scenario is a guess and --usage is what was: leave one of them out.');
  if (period !== undefined && !isMonth(period))
    throw new UsageError(`--period: expected a month such as 2026-11, found ${JSON.stringify(period)}.`);
  if (installations === undefined) return;
  const isCount = /^[1-9]\d{0,3}$/.test(installations) && Number(installations) <= MOST_INSTALLATIONS;
  if (!isCount)
    throw new UsageError(
      `--installations: expected a whole number from 1 to ${MOST_INSTALLATIONS}, found ${JSON.stringify(installations)}.`,
    );
}

/** @throws {CostError} */
async function judge(app: string, options: Options, repo: string, process: ProcessPort): Promise<CostReport> {
  const progress = startProgress(process);
  try {
    progress.tell('Reading the catalog');
    const cwd = process.cwd();
    const { catalog } = await readCatalogOnDisk(repo);
    const states = await readCostStates(app, options, { catalog, repo, cwd });
    const { before, after } = states;
    const priced = [after, ...(before === undefined ? [] : [before])];
    const metrics = priced.flatMap(({ entry }) => (entry.billing?.metrics ?? []).map(({ name }) => name));
    const { scenario, usage, installations, period } = options;
    return await runCost({
      ...{ ...states, period, now: new Date() },
      scenario:
        scenario === undefined ? undefined : await readScenario(scenario, resolve(cwd, scenario), metrics),
      installations: installations === undefined ? undefined : Number(installations),
      usage:
        usage === undefined
          ? undefined
          : {
              ...{ path: resolve(cwd, usage), shown: usage },
              onBytes: (read, size) => progress.tell(renderBar('Reading usage', read, size)),
            },
    });
  } finally {
    progress.stop();
  }
}

async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`The cost cannot be written to ${path}: ${(error as Error).message}`);
  }
}
