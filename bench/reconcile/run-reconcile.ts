import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchReconcile, type DatabaseName, type ReconcileOptions } from './bench-reconcile.ts';
import { judgeBudgets } from './judge-budgets.ts';
import { type Machine, renderReconcile } from './render-reconcile.ts';
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

interface BenchPort {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

interface Options extends ReconcileOptions {
  readonly replay: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** `bench reconcile`: reads its options, measures, prints, and gives the exit code. */
export async function runReconcile(args: readonly string[], { stdout, stderr }: BenchPort): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    stderr.write(`${options}\nSee: npm run -s bench -- reconcile --help\n`);
    return 2;
  }
  if (options.help) {
    stdout.write(`${HELP}\n`);
    return 0;
  }
  const machine = describeMachine();
  const figures = await benchReconcile(options, (line) => void stderr.write(`${line}\n`));
  const replay = options.replay === undefined ? undefined : await replayHistory(options.replay);
  const report = { ...figures, replay, budgets: judgeBudgets(figures), runs: options.runs, machine };
  stdout.write(options.json ? `${JSON.stringify(report)}\n` : renderReconcile(report));
  return 0;
}

function describeMachine(): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sizes: { type: 'string', default: '1000,10000,100000' },
        runs: { type: 'string', default: '40' },
        'idle-seconds': { type: 'string', default: '120' },
        databases: { type: 'string', default: databaseNames.join(',') },
        seed: { type: 'string', default: '1' },
        replay: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      sizes: values.sizes.split(',').map((size) => readCount(size, 'sizes')),
      runs: readCount(values.runs, 'runs'),
      idleSeconds: readCount(values['idle-seconds'], 'idle-seconds'),
      databases: values.databases.split(',').map(readDatabase),
      seed: readCount(values.seed, 'seed'),
      replay: values.replay,
      json: values.json,
      help: values.help,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readCount(text: string, option: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--${option} needs whole numbers above 0; got ${text}.`);
  return count;
}

function readDatabase(text: string): DatabaseName {
  const name = databaseNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--databases knows ${databaseNames.join(' and ')}; got ${text}.`);
  return name;
}
