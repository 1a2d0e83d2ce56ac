import { parseArgs } from 'node:util';
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

interface BenchPort {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** `bench search`: reads its options, measures, prints, and gives the exit code. */
export async function runSearch(args: readonly string[], { stdout, stderr }: BenchPort): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    stderr.write(`${options}\nSee: npm run -s bench -- search --help\n`);
    return 2;
  }
  if (options.help) {
    stdout.write(`${HELP}\n`);
    return 0;
  }
  const result = await benchSearch(options);
  stdout.write(`${options.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`);
  return 0;
}

function readOptions(
  args: readonly string[],
): (SearchOptions & { readonly json: boolean; readonly help: boolean }) | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sizes: { type: 'string', default: '1000,10000' },
        requests: { type: 'string', default: '500' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      sizes: values.sizes.split(',').map((size) => readCount(size, 'sizes')),
      requests: readCount(values.requests, 'requests'),
      seed: readCount(values.seed, 'seed'),
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
