import { parseArgs } from 'node:util';
import { readCount, readCounts } from '../command/read-count.ts';
import { type BenchPort, type CommonOptions, commonOptions, runCommand } from '../command/run-command.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { benchIngest, type DatabaseName, databaseNames, type IngestOptions } from './bench-ingest.ts';
import { renderIngest } from './render-ingest.ts';

const MOST_IN_A_BATCH = 1_000;

const HELP = `Usage: npm run -s bench -- ingest [options]

Events of usage over HTTP, a tenth of them sent before, from a process of its own to a controller: how many a second,
how long a request takes, and whether the memory of the controller stays flat.

Options:
  --events N           events that are sent for each size and database (default: 200000)
  --sizes LIST         events in a request, at most ${MOST_IN_A_BATCH} (default: 1,100,1000)
  --databases LIST     pglite, postgres (default: both)
  --json               on one line, for programs

Example:
  npm run -s bench -- ingest --events 10000000 --sizes 1000 --databases postgres`;

interface Options extends IngestOptions, CommonOptions {}

/** `bench ingest`: reads its options, measures, prints, and gives the exit code. */
export async function runIngest(args: readonly string[], port: BenchPort): Promise<number> {
  const measure = async (options: Options) => {
    const machine = describeMachine();
    const figures = await benchIngest(options, (line) => void port.stderr.write(`${line}\n`));
    const report = { ...figures, machine };
    return options.json ? JSON.stringify(report) : renderIngest(report);
  };
  return runCommand({ name: 'ingest', help: HELP, readOptions, measure }, args, port);
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '200000' },
      sizes: { type: 'string', default: '1,100,1000' },
      databases: { type: 'string', default: databaseNames.join(',') },
      ...commonOptions,
    },
  });
  const sizes = readCounts(values.sizes, 'sizes');
  const large = sizes.find((size) => size > MOST_IN_A_BATCH);
  if (large !== undefined)
    throw new Error(
      `--sizes are at most ${MOST_IN_A_BATCH}, as no more events are taken at once; got ${large}.`,
    );
  return {
    ...{ sizes, events: readCount(values.events, 'events') },
    databases: values.databases.split(',').map(readDatabase),
    ...{ json: values.json, help: values.help },
  };
}

function readDatabase(text: string): DatabaseName {
  const name = databaseNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--databases knows ${databaseNames.join(' and ')}; got ${text}.`);
  return name;
}
