import { join } from 'node:path';
import { startGitBy } from '@souk/git/git-starter.ts';
import { startGitSpawner } from '@souk/git/spawner/start-git-spawner.ts';
import { destination } from 'pino';
import { systemClock } from './clock.ts';
import { openCheckedSource } from './github/open-checked-source.ts';
import { coreJudge } from './reconcile/core-judge.ts';
import { runMain } from './run-main.ts';
import { openStore } from './store/open-store.ts';
import { createLogger } from './telemetry/create-logger.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';

const IMPATIENT_MS = 2000;

// Before anything else: a small process is copied in no time.
const git = startGitSpawner();
startGitBy(git);

// The only place that reads the environment, the arguments and the signals.
process.exitCode = await runMain({
  env: process.env,
  args: process.argv.slice(2),
  cwd: process.cwd(),
  write: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  stopRequested: new Promise((resolve) => {
    let asked: number | undefined;
    const stop = (): void => {
      // A terminal, npm and `souk start` each pass on one and the same Ctrl-C; a later one means: now.
      if (asked !== undefined && performance.now() - asked > IMPATIENT_MS) process.exit(130);
      asked ??= performance.now();
      resolve(undefined);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  }),
  portsFor: ({ logLevel }) => ({
    openSource: openCheckedSource,
    openStore,
    judge: coreJudge(),
    startTelemetry,
    clock: systemClock,
    random: Math.random,
    createLogger: (traceId) =>
      createLogger({ level: logLevel, traceId, destination: destination({ dest: 2, sync: true }) }),
    portalDir: join(import.meta.dirname, '../portal/dist'),
  }),
});
await git.stop();
