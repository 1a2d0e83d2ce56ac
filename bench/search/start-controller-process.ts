import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../controller/src/main.ts', import.meta.url));

export interface ControllerProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a controller on a repository, as people do, and waits until it has read it.
 * @throws when it ends before that
 */
export async function startControllerProcess(repo: string, dataDir: string): Promise<ControllerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      SOUK_REPO: repo,
      SOUK_DATA_DIR: dataDir,
      SOUK_PORT: '0',
      SOUK_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readUrl(child);
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function readUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The output of the controller can not be read.');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Souk is open at (http\S+) \(\d/.exec(line) ?? [];
    if (url !== undefined) return url;
    child.kill('SIGTERM');
    throw new Error(`The controller has no catalog: ${line}`);
  }
  throw new Error(`The controller ended with ${child.exitCode ?? 'no code'} before it was ready.`);
}
