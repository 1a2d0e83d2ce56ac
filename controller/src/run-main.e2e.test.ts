import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './data-folder/lock-data-folder.ts';
import { type MainInputs, runMain } from './run-main.ts';
import { openCatalogSource } from './source/open-catalog-source.ts';
import type { ControllerPorts } from './start/controller-ports.ts';
import { StoreError } from './store/store-error.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';
import { calmJudge } from './testing/calm-judge.ts';
import { anApp, aSnapshot } from './testing/catalog-snapshot.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { openMemoryStore } from './testing/memory-store.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'souk-main-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const source = {
  kind: 'folder',
  fingerprint: async () => 'f',
  read: async () => aSnapshot({ manifests: [anApp({ id: 'crm' })] }),
  readFile: async () => undefined,
  standing: () => ({ reachable: true }),
} as const;

interface Outcome {
  readonly code: number;
  readonly out: readonly string[];
  readonly errors: readonly string[];
}

async function run(change: {
  env?: Record<string, string>;
  args?: string[];
  ports?: Partial<ControllerPorts>;
}): Promise<Outcome> {
  const out: string[] = [];
  const errors: string[] = [];
  const stop = Promise.withResolvers<void>();
  const inputs: MainInputs = {
    env: { SOUK_DATA_DIR: dataDir, SOUK_PORT: '0', ...change.env },
    args: change.args ?? [],
    cwd: '/',
    write: (line) => {
      out.push(line);
      stop.resolve();
    },
    complain: (line) => errors.push(line),
    stopRequested: stop.promise,
    portsFor: () => ({
      openSource: async () => source,
      openStore: openMemoryStore,
      judge: calmJudge(),
      clock: new FakeClock(),
      createLogger: () => pino({ level: 'silent' }),
      startTelemetry,
      random: () => 0.5,
      portalDir: '/nowhere',
      ...change.ports,
    }),
  };
  return { code: await runMain(inputs), out, errors };
}

describe('when all is well', () => {
  it('prints one line, runs until it is stopped and leaves the folder free', async () => {
    const { code, out, errors } = await run({});
    expect([code, errors]).toEqual([0, []]);
    expect(out).toEqual([
      expect.stringMatching(/^Souk is open at http:\/\/127\.0\.0\.1:\d+ \(1 entry from the folder\)$/),
    ]);
    lockDataFolder(dataDir).release();
  });

  it('opens and says why when there is no catalog yet', async () => {
    const away = { ...source, fingerprint: () => Promise.reject(new Error('the remote is away')) };
    const { code, out } = await run({ ports: { openSource: async () => away } });
    expect([code, out[0]]).toEqual([0, expect.stringMatching(/\(no catalog yet: the remote is away\)$/)]);
  });
});

describe('when the database is gone for good', () => {
  it('says so, ends as for a fault and leaves the folder free', async () => {
    const gone = new StoreError('lost', 'The embedded database is gone: its thread has ended.');
    const openStore = async () => ({ ...(await openMemoryStore()), lost: Promise.resolve(gone) });
    const { code, errors } = await run({ ports: { openStore } });
    expect([code, errors]).toEqual([3, [`${gone.message} Start Souk again.`]]);
    lockDataFolder(dataDir).release();
  });
});

describe('when the start fails', () => {
  it('reports every wrong setting, one line each', async () => {
    const { code, errors } = await run({ env: { SOUK_PORT: 'x', SOUK_PROT: '1' } });
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/^SOUK_PROT /), expect.stringMatching(/^SOUK_PORT /)]);
  });

  it('refuses an unknown option', async () => {
    const { code, errors } = await run({ args: ['--wroktree'] });
    expect([code, errors]).toEqual([
      2,
      [expect.stringMatching(/^Unknown option '--wroktree'.*--worktree\.$/)],
    ]);
  });

  it('names a catalog that is not there', async () => {
    const { code, errors } = await run({
      env: { SOUK_REPO: '/no/such/folder' },
      ports: { openSource: openCatalogSource },
    });
    expect([code, errors]).toEqual([2, ['SOUK_REPO: There is no folder /no/such/folder.']]);
  });

  it('names who holds the data folder', async () => {
    const lock = lockDataFolder(dataDir);
    lock.announce('http://127.0.0.1:7070');
    const { code, errors } = await run({});
    lock.release();
    expect([code, errors]).toEqual([
      3,
      [expect.stringContaining(`process ${process.pid}, open at http://127.0.0.1:7070;`)],
    ]);
  });

  it('says that the port is taken and frees the folder', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const { code, errors } = await run({ env: { SOUK_PORT: String(port) } });
    server.close();
    expect([code, errors]).toEqual([3, [expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken;/)]]);
    lockDataFolder(dataDir).release();
  });

  it('passes on what the store says, in one line', async () => {
    const openStore = () => Promise.reject(new StoreError('database-ahead', 'The database is\nahead.'));
    expect(await run({ ports: { openStore } })).toEqual({
      code: 3,
      out: [],
      errors: ['The database is ahead.'],
    });
  });
});
