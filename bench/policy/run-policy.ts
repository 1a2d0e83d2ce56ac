import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchPort, type CommonOptions, commonOptions, runCommand } from '../command/run-command.ts';
import { benchPolicy } from './bench-policy.ts';
import { renderFigures } from './render-figures.ts';

const HELP = `Usage: npm run -s bench -- policy [options]

All rules over all entities of a generated catalog: by Souk in a new process and in a warm one, beside conftest and
opa eval on the same rules and inputs. Fails when they do not find the same.

Options:
  --sizes LIST     entities: manifests of all kinds (default: 100,1000,10000)
  --runs N         how often each is measured (default: 5)
  --seed S         which catalogs are generated (default: 1)
  --policies DIR   folder of the rules (default: policies)
  --json           print one JSON object

Peers are found by $CONFTEST and $OPA, or on PATH; one that is not there is left out.

Examples:
  npm run -s bench -- policy                              all sizes; some minutes, most of them conftest's
  npm run -s bench -- policy --sizes 100,1000 --runs 3    a quick look
  npm run -s bench -- policy --json > policy.json         for a program
  CONFTEST=~/go/bin/conftest npm run -s bench -- policy   with a conftest that is not on PATH`;

const OWN_POLICIES = fileURLToPath(new URL('../../policies', import.meta.url));

interface PolicyPort extends BenchPort {
  readonly env: NodeJS.ProcessEnv;
  readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
}

/** `bench policy`: reads its options, measures, prints, and gives the exit code. */
export async function runPolicy(args: readonly string[], port: PolicyPort): Promise<number> {
  const { env, stderr } = port;
  const measure = async (options: PolicyOptions) => {
    const bench = await benchPolicy({
      ...options,
      environment: env,
      tell: (step) => stderr.isTTY && stderr.write(`${step}\n`),
      warn: (text) => stderr.write(`${text}\n`),
    });
    return options.json ? JSON.stringify(bench) : renderFigures(bench);
  };
  try {
    return await runCommand({ name: 'policy', help: HELP, readOptions, measure }, args, port);
  } catch (error) {
    stderr.write(`${(error as Error).message}\n`);
    return 3;
  }
}

interface PolicyOptions extends CommonOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly seed: number;
  readonly policies: string;
}

/** @throws with a sentence that says what is wrong */
export function readOptions(args: readonly string[]): PolicyOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '100,1000,10000' },
      runs: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      policies: { type: 'string', default: OWN_POLICIES },
      ...commonOptions,
    },
  });
  return {
    ...values,
    policies: resolve(values.policies),
    sizes: [...new Set(values.sizes.split(',').map((size) => wholeNumber('--sizes', size, 1)))],
    runs: wholeNumber('--runs', values.runs, 1),
    seed: wholeNumber('--seed', values.seed, 0),
  };
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < least) {
    throw new Error(`${option} takes whole numbers from ${least}, not ${JSON.stringify(text)}.`);
  }
  return number;
}
