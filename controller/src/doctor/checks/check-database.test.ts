import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/config.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { checkDatabase } from './check-database.ts';

const url = process.env['SOUK_TEST_POSTGRES_URL'];

async function look(databaseUrl: string | undefined, now = new Date()): Promise<readonly Diagnosis[]> {
  const env = {
    SOUK_DATA_DIR: '/nowhere',
    ...(databaseUrl === undefined ? {} : { SOUK_DATABASE_URL: databaseUrl }),
  };
  const parsed = parseConfig({ env, cwd: '/', worktree: false });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return checkDatabase.look({ config: parsed.config, env, url: undefined, now: () => now });
}

const linesOf = (diagnoses: readonly Diagnosis[]): string =>
  diagnoses.map(({ name, status, found }) => `${name} ${status} ${found}`).join('\n');

describe('when no database is named', () => {
  it('tells of the embedded one', async () => {
    expect(linesOf(await look(undefined))).toBe('Database pass embedded; it will be made at the first start');
  });
});

describe.skipIf(url === undefined)('when PostgreSQL is named', () => {
  it('tells its version, its migrations and its clock', async () => {
    expect(linesOf(await look(url))).toMatch(
      /^Database pass PostgreSQL \d+\.\d+\nMigrations pass .*\nClock pass within 5 s of the database$/,
    );
  });

  it('notices a clock that is wrong', async () => {
    expect(linesOf(await look(url, new Date(Date.now() - 3_600_000)))).toMatch(
      /Clock fail 36\d\d s behind the database/,
    );
  });

  it('names what is wrong with the address', async () => {
    expect(linesOf(await look(`${url}_missing`))).toMatch(/^Database fail .*does not exist$/);
  });
});
