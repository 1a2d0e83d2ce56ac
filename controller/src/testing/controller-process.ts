import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './until.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

export type ControllerSettings = Readonly<Record<`SOUK_${string}`, string>>;

/** A controller as a process of its own, seen from outside. */
export interface ControllerProcess {
  readonly url: string;
  readonly pid: number;
  /** What it has said, of either stream. */
  readonly output: { out: string; errors: string };
  readonly exited: Promise<unknown>;
  hasExited(): boolean;
  /** Sends a signal; one that ends the process has ended it when this resolves. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Stops it in the middle of what it does, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Resolves when it answers requests. */
  answers(deadlineMs?: number): Promise<void>;
}

/** Starts a controller with nothing of this process's environment but where programs are found. */
export async function startControllerProcess(settings: ControllerSettings): Promise<ControllerProcess> {
  const port = settings['SOUK_PORT'] ?? String(await findFreePort());
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
      // The port after the free one may be somebody's.
      ...{ SOUK_APPS_PORT: '0', ...settings, SOUK_PORT: port },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = `http://127.0.0.1:${port}`;
  const output = { out: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.errors += chunk;
  });
  const exited = once(child, 'exit');
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    url,
    pid: pidOf(child),
    output,
    exited,
    hasExited,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
    signal: (signal) => void child.kill(signal),
    answers: async (deadlineMs = 120_000) => {
      await until(
        async () => ({
          answers: hasExited() || (await isAlive(url)),
          errors: output.errors.slice(-2_000),
          threads: threadsOf(pidOf(child)),
        }),
        ({ answers }) => answers,
        deadlineMs,
      );
      if (hasExited()) throw new Error(`The controller ended before it answered: ${output.errors}`);
    },
  };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The controller could not be started.');
  return pid;
}

/** What its threads are doing, where the system tells: the state of each, and the ticks that it has worked. */
function threadsOf(pid: number): string[] {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((thread) => {
    try {
      const [, name = '', rest = ''] =
        /\((.*)\) (.*)/.exec(readFileSync(`${folder}/${thread}/stat`, 'utf8')) ?? [];
      const fields = rest.split(' ');
      return `${name} ${fields[0]} ${fields[11]}`;
    } catch {
      return [];
    }
  });
}

async function isAlive(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A port that was free a moment ago, so that an address is known before, and stays when a process comes back. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
