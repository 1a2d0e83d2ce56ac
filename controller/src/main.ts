import { join } from 'node:path';
import { destination, pino } from 'pino';
import { systemClock } from './clock.ts';
import { coreJudge } from './reconcile/core-judge.ts';
import { runMain } from './run-main.ts';
import { openCatalogSource } from './source/open-catalog-source.ts';
import { openStore } from './store/open-store.ts';

// The only place that reads the environment, the arguments and the signals.
process.exitCode = await runMain({
  env: process.env,
  args: process.argv.slice(2),
  cwd: process.cwd(),
  write: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  stopRequested: new Promise((resolve) => {
    // A second signal finds no handler and ends the process at once.
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  }),
  portsFor: ({ logLevel }) => ({
    openSource: openCatalogSource,
    openStore,
    judge: coreJudge,
    clock: systemClock,
    logger: pino({ level: logLevel }, destination({ dest: 2, sync: true })),
    portalDir: join(import.meta.dirname, '../portal/dist'),
  }),
});
