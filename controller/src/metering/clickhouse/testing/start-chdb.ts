import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Folder that `scripts/setup-chdb.sh` has printed; without one, whatever needs ClickHouse is skipped. */
export const chdbHome = process.env['SOUK_TEST_CHDB'];

export interface TestClickHouse {
  readonly url: string;
  /** Ends it as a power cut would end its process. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('chdb-server.ts', import.meta.url));

export async function startChdb(home: string): Promise<TestClickHouse> {
  const data = await mkdtemp(join(tmpdir(), 'souk-chdb-'));
  const start = async (wanted: string) => {
    const child = spawn(process.execPath, [program, home, data, wanted], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [port] = await once(createInterface(child.stdout), 'line');
    return { child, port: String(port) };
  };
  let { child, port } = await start('0');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    restart: async () => {
      ({ child, port } = await start(port));
    },
    close: async () => {
      await kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}
