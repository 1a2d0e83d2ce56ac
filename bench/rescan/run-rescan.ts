import { parseArgs } from 'node:util';
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

interface BenchPort {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** `bench rescan`: reads its options, measures, prints, and gives the exit code. */
export async function runRescan(args: readonly string[], { stdout, stderr }: BenchPort): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    stderr.write(`${options}\nSee: npm run -s bench -- rescan --help\n`);
    return 2;
  }
  if (options.help) {
    stdout.write(`${HELP}\n`);
    return 0;
  }
  const result = await benchRescan(options);
  stdout.write(`${options.json ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`);
  return 0;
}

function readOptions(
  args: readonly string[],
): (RescanOptions & { readonly json: boolean; readonly help: boolean }) | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sizes: { type: 'string', default: '500,1000,2000' },
        components: { type: 'string', default: '200' },
        advisories: { type: 'string', default: '10000' },
        runs: { type: 'string', default: '3' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      sizes: values.sizes.split(',').map((size) => readCount(size, 'sizes')),
      components: readCount(values.components, 'components'),
      advisories: readCount(values.advisories, 'advisories'),
      runs: readCount(values.runs, 'runs'),
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
