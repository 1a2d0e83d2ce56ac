import { parseArgs } from 'node:util';
import { benchCheck } from './check/bench-check.ts';
import { benchGate } from './gate/bench-gate.ts';
import { generateCatalog } from './generate/generate-catalog.ts';
import { writeRepository } from './generate/write-repository.ts';
import { runIngest } from './ingest/run-ingest.ts';
import { runPolicy } from './policy/run-policy.ts';
import { runReconcile } from './reconcile/run-reconcile.ts';
import { runRescan } from './rescan/run-rescan.ts';
import { runSearch } from './search/run-search.ts';

const HELP = `Usage: npm run -s bench -- <name> [--json]

  generate --apps N --seed S --out DIR [--invalid K]   write a repository to measure on
  check [--json] [--sizes 100,1000,10000] [--runs 7]   souk check of one changed app, as a whole process
  policy [--json] [--sizes 100,1000,10000] [--runs 5]  all rules over all entities, beside conftest and opa eval
  gate [--json] [--sizes 100,10000] [--runs 7]         the verdict on a pull request, from event to published check
  rescan [--sizes 500,1000,2000] [--runs 3]            all bills of materials against 10,000 advisories
  search [--json] [--sizes 1000,10000]                 facets, searches and pages of a running controller
  reconcile [--json] [--sizes 1000,10000,100000]       a controller from commit to registry, and at rest
  ingest [--json] [--events 200000] [--sizes 1,100,1000]  usage that is sent to a running controller

More, with examples: npm run -s bench -- policy --help`;

const commands = {
  policy: runPolicy,
  rescan: runRescan,
  reconcile: runReconcile,
  search: runSearch,
  ingest: runIngest,
};

const [name = '', ...args] = process.argv.slice(2);
const run = Object.entries(commands).find(([known]) => known === name)?.[1];
if (run === undefined) await runOther();
else process.exitCode = await run(args, process);

async function runOther(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      apps: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      invalid: { type: 'string', default: '0' },
      sizes: { type: 'string', default: '100,1000,10000' },
      runs: { type: 'string', default: '7' },
      help: { type: 'boolean', default: false },
    },
  });
  const wholeNumber = (option: 'apps' | 'seed' | 'invalid' | 'runs'): number => {
    const number = Number(values[option]);
    if (!Number.isSafeInteger(number) || number < 0)
      throw new Error(`--${option} needs a whole number; got ${values[option]}.`);
    return number;
  };

  const [name] = positionals;
  if (values.help || name === undefined) {
    console.log(HELP);
  } else if (name === 'generate') {
    if (values.out === undefined) throw new Error('generate needs --out DIR');
    const files = generateCatalog({
      apps: wholeNumber('apps'),
      seed: wholeNumber('seed'),
      invalid: wholeNumber('invalid'),
    });
    writeRepository(values.out, files);
    const summary = { files: files.length, apps: wholeNumber('apps'), out: values.out };
    console.log(values.json ? JSON.stringify(summary) : `Wrote ${files.length} manifests to ${values.out}.`);
  } else if (name === 'check') {
    const sizes = values.sizes.split(',').map(Number);
    const result = await benchCheck({ sizes, runs: wholeNumber('runs'), seed: wholeNumber('seed') });
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  } else if (name === 'gate') {
    const sizes = values.sizes.split(',').map(Number);
    const result = benchGate({ sizes, runs: wholeNumber('runs'), seed: wholeNumber('seed') });
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  } else {
    console.error(`There is no benchmark ${JSON.stringify(name)}.\n${HELP}`);
    process.exitCode = 2;
  }
}
