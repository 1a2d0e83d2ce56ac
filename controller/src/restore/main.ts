import { destination } from 'pino';
import { systemClock } from '../clock.ts';
import { parseConfig } from '../config/config.ts';
import { createLogger } from '../telemetry/create-logger.ts';
import { runRenewal } from './run-renewal.ts';

// Usage: node controller/src/restore/main.ts. `souk renew` runs this.
const PATIENCE_MS = 3_000;

const { env, stdout, stderr } = process;
const parsed = parseConfig({ env, cwd: process.cwd(), worktree: false });
if (parsed.ok) {
  const { logLevel: level } = parsed.config;
  const logger = createLogger({
    level,
    traceId: () => undefined,
    destination: destination({ dest: 2, sync: true }),
  });
  try {
    const ports = { clock: systemClock, logger, patienceMs: PATIENCE_MS };
    const { before, after } = await runRenewal(parsed.config, ports);
    stdout.write(
      `The epoch is ${after} from now on; it was ${before}. Start the controller: whoever follows the change feed is told to read everything again.\n`,
    );
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 3;
  }
} else {
  for (const problem of parsed.problems) stderr.write(`${problem}\n`);
  process.exitCode = 2;
}
