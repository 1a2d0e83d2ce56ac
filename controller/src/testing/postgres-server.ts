import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = join(import.meta.dirname, '../../../scripts/start-test-postgres.sh');

/** A PostgreSQL server of a test's own, with one empty database. */
export interface PostgresServer {
  readonly url: string;
  /** Without a word to anybody, as a power cut does. */
  stop(): void;
}

export function startPostgresServer(): PostgresServer {
  const dir = mkdtempSync(join(tmpdir(), 'souk-postgres-'));
  const url = execFileSync(START, [dir], { encoding: 'utf8' }).trim();
  return {
    url,
    stop: () => {
      const [pid] = readFileSync(join(dir, 'data/postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
