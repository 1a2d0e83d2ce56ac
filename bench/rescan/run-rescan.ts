import { parseArgs } from 'node:util';
import { readCount, readCounts } from '../command/read-count.ts';
import {
  type BenchPort,
  type CommonOptions,
  commonOptions,
  printJson,
  runCommand,
} from '../command/run-command.ts';
import { benchRescan, type RescanOptions } from './bench-rescan.ts';

const HELP = `Usage: npm run -s bench -- rescan [options]

The nightly look at all bills of materials: each is read and held against the advisories. Prints one JSON object.

Options:
  --sizes LIST      numbers of bills of materials (default: 500,1000,2000)
  --components N    in each of them (default: 200)
  --advisories N    in the store (default: 10000)
  --runs N          how often each size is measured (default: 3)
  --seed S          what is generated (default: 1)
  --json            on one line

Example:
  npm run -s bench -- rescan --sizes 2000 --runs 1   the promise alone: under 60 seconds`;

/** `bench rescan`: reads its options, measures, prints, and gives the exit code. */
export async function runRescan(args: readonly string[], port: BenchPort): Promise<number> {
  const measure = async (options: Options) => printJson(await benchRescan(options), options);
  return runCommand({ name: 'rescan', help: HELP, readOptions, measure }, args, port);
}

interface Options extends RescanOptions, CommonOptions {}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '500,1000,2000' },
      components: { type: 'string', default: '200' },
      advisories: { type: 'string', default: '10000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      ...commonOptions,
    },
  });
  return {
    sizes: readCounts(values.sizes, 'sizes'),
    components: readCount(values.components, 'components'),
    advisories: readCount(values.advisories, 'advisories'),
    runs: readCount(values.runs, 'runs'),
    seed: readCount(values.seed, 'seed'),
    json: values.json,
    help: values.help,
  };
}
