import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { RegistryClient } from './registry-client.ts';

const MAIN = fileURLToPath(new URL('../../controller/src/main.ts', import.meta.url));

export interface ControllerOptions {
  readonly repo: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly pollSeconds: number;
  /** What else its environment says. */
  readonly settings?: Readonly<Record<`SOUK_${string}`, string>>;
}

/** A controller that has read its catalog. */
export interface StartedController {
  readonly url: string;
  readonly client: RegistryClient;
  /** From the start of the process until it answered at all. */
  readonly startMs: number;
  /** From the start of the process until it said that it is ready and held everything. */
  readonly coldMs: number;
  /** Megabytes of memory: what it holds now, and the most that it ever held. */
  memory(): { readonly residentMb: number; readonly peakMb: number };
  stop(): Promise<void>;
}

/**
 * Starts a controller as people do and waits until it holds a commit, with so many entities where that is known.
 * @throws when it ends, or holds another number of them
 */
export async function startController(
  options: ControllerOptions,
  expected: { readonly commit: string; readonly entities?: number },
): Promise<StartedController> {
  const port = await findFreePort();
  const started = performance.now();
  const child = spawnController(options, port);
  // A bench that fails leaves nothing running.
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const client = new RegistryClient(url);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await client.until200('/healthz', 5, hasEnded);
  const startMs = performance.now() - started;
  await client.until200('/readyz', 5, hasEnded);
  await client.wait(expected.commit);
  const { entities, commit, error } = await client.status();
  const coldMs = performance.now() - started;
  const { entities: total = entities.total } = expected;
  if (entities.total !== total || commit !== expected.commit)
    throw new Error(
      `The registry holds ${entities.total} entities of ${commit}, and not ${total} of ${expected.commit}. ${error ?? ''}`,
    );
  return {
    url,
    client,
    startMs,
    coldMs,
    memory: () => memoryOf(child),
    stop: async () => {
      client.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function spawnController(
  { repo, dataDir, databaseUrl, pollSeconds, settings = {} }: ControllerOptions,
  port: number,
) {
  return spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      SOUK_REPO: repo,
      SOUK_DATA_DIR: dataDir,
      SOUK_PORT: String(port),
      // The port after the free one may be somebody's.
      SOUK_APPS_PORT: '0',
      SOUK_POLL_SECONDS: String(pollSeconds),
      SOUK_LOG_LEVEL: 'error',
      ...(databaseUrl === undefined ? {} : { SOUK_DATABASE_URL: databaseUrl }),
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** With the address known before, the first answer can be waited for. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function memoryOf({ pid }: ChildProcess): { residentMb: number; peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024);
  return { residentMb: read('VmRSS'), peakMb: read('VmHWM') };
}
