import { parseArgs } from 'node:util';
import { readCount, readCounts } from '../command/read-count.ts';
import {
  type BenchPort,
  type CommonOptions,
  commonOptions,
  printJson,
  runCommand,
} from '../command/run-command.ts';
import { benchSearch, type SearchOptions } from './bench-search.ts';

const HELP = `Usage: npm run -s bench -- search [options]

Facets, searches and pages of a running controller, over HTTP. Prints one JSON object.

Options:
  --sizes LIST      manifests in the catalog (default: 1000,10000)
  --requests N      different questions of each kind (default: 500)
  --seed S          what is generated and asked (default: 1)
  --json            on one line

Example:
  npm run -s bench -- search --sizes 10000   the promise alone: p95 within 5, 10 and 10 ms`;

/** `bench search`: reads its options, measures, prints, and gives the exit code. */
export async function runSearch(args: readonly string[], port: BenchPort): Promise<number> {
  const measure = async (options: Options) => printJson(await benchSearch(options), options);
  return runCommand({ name: 'search', help: HELP, readOptions, measure }, args, port);
}

interface Options extends SearchOptions, CommonOptions {}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '1000,10000' },
      requests: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      ...commonOptions,
    },
  });
  return {
    sizes: readCounts(values.sizes, 'sizes'),
    requests: readCount(values.requests, 'requests'),
    seed: readCount(values.seed, 'seed'),
    json: values.json,
    help: values.help,
  };
}
