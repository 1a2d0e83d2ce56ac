import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A controller as `npm start` runs it, on the sample catalog, at a free port and with data of its own. */
export class RunningPortal {
  readonly url: string;
  readonly #stop: () => Promise<void>;

  private constructor(url: string, stop: () => Promise<void>) {
    this.url = url;
    this.#stop = stop;
  }

  static async start(): Promise<RunningPortal> {
    const dataDir = mkdtempSync(join(tmpdir(), 'souk-browser-'));
    const child = spawn(process.execPath, [join(root, 'controller/src/main.ts'), '--worktree'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: dataDir, SOUK_PORT: '0', SOUK_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    };
    return new RunningPortal(await readAddress(child), stop);
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

/** The address in the one line that says that the portal is open. */
function readAddress(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /http:\/\/[^\s/]+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', () => reject(new Error(`The controller ended before it was open: ${output}`)));
  });
}
