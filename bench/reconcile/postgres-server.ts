import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../scripts/start-test-postgres.sh', import.meta.url));

/** A PostgreSQL server of the bench's own. */
export interface PostgresServer {
  /** Makes an empty database; returns its address. */
  createDatabase(name: string): string;
  stop(): void;
}

export function startPostgresServer(): PostgresServer {
  const dir = mkdtempSync(join(tmpdir(), 'souk-bench-postgres-'));
  const address = execFileSync(START, [dir], { encoding: 'utf8' }).trim();
  return {
    createDatabase: (name) => {
      execFileSync('psql', [
        '--no-psqlrc',
        '--quiet',
        '--dbname',
        address,
        '--command',
        `create database ${name}`,
      ]);
      const url = new URL(address);
      url.pathname = name;
      return url.href;
    },
    stop: () => {
      const [pid] = readFileSync(join(dir, 'data/postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
