import { parseArgs } from 'node:util';
import { readCount, readCounts } from '../command/read-count.ts';
import { type BenchPort, type CommonOptions, commonOptions, runCommand } from '../command/run-command.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { benchReconcile, type DatabaseName, type ReconcileOptions } from './bench-reconcile.ts';
import { judgeBudgets } from './judge-budgets.ts';
import { renderReconcile } from './render-reconcile.ts';
import { replayHistory } from './replay-history.ts';

const HELP = `Usage: npm run -s bench -- reconcile [options]

A controller as a process of its own, measured from outside: how fast it reads a catalog, how long a commit takes until
it is served, what it writes while nothing happens, and how much memory it holds.

Options:
  --sizes LIST         apps in the catalog (default: 1000,10000,100000)
  --runs N             commits that are timed (default: 40)
  --idle-seconds N     how long to watch it do nothing (default: 120)
  --databases LIST     pglite, postgres (default: both)
  --seed S             what is generated (default: 1)
  --replay DIR         also follow a folder of manifests as it grows commit by commit
  --json               on one line, for programs

Examples:
  npm run -s bench -- reconcile --sizes 10000 --databases pglite
  souk import --from mcp-registry servers/ --out /tmp/mcp && npm run -s bench -- reconcile --sizes 1000 --replay /tmp/mcp`;

const databaseNames: readonly DatabaseName[] = ['pglite', 'postgres'];

interface Options extends ReconcileOptions, CommonOptions {
  readonly replay: string | undefined;
}

/** `bench reconcile`: reads its options, measures, prints, and gives the exit code. */
export async function runReconcile(args: readonly string[], port: BenchPort): Promise<number> {
  const measure = async (options: Options) => {
    const machine = describeMachine();
    const figures = await benchReconcile(options, (line) => void port.stderr.write(`${line}\n`));
    const replay = options.replay === undefined ? undefined : await replayHistory(options.replay);
    const report = { ...figures, replay, budgets: judgeBudgets(figures), runs: options.runs, machine };
    return options.json ? JSON.stringify(report) : renderReconcile(report);
  };
  return runCommand({ name: 'reconcile', help: HELP, readOptions, measure }, args, port);
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '1000,10000,100000' },
      runs: { type: 'string', default: '40' },
      'idle-seconds': { type: 'string', default: '120' },
      databases: { type: 'string', default: databaseNames.join(',') },
      seed: { type: 'string', default: '1' },
      replay: { type: 'string' },
      ...commonOptions,
    },
  });
  return {
    sizes: readCounts(values.sizes, 'sizes'),
    runs: readCount(values.runs, 'runs'),
    idleSeconds: readCount(values['idle-seconds'], 'idle-seconds'),
    databases: values.databases.split(',').map(readDatabase),
    seed: readCount(values.seed, 'seed'),
    replay: values.replay,
    json: values.json,
    help: values.help,
  };
}

function readDatabase(text: string): DatabaseName {
  const name = databaseNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--databases knows ${databaseNames.join(' and ')}; got ${text}.`);
  return name;
}
