import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'undici';
import type { LogLines } from '../log-lines.ts';
import type { ConfinedCommand } from './confine.ts';
import { readMemory } from './read-memory.ts';

/** Names of the sockets in the run folder. */
export const sockets = {
  egress: 'egress.sock',
  meter: 'meter.sock',
  http: 'http.sock',
  control: 'control.sock',
} as const;

export interface WorkerProcessOptions {
  readonly command: ConfinedCommand;
  /** Folder of the sockets, as this process sees it. */
  readonly run: string;
  readonly log: LogLines;
  /** Bytes; with more it is ended. */
  readonly memoryBytes: number;
}

const READY_MS = 10_000;
const PING_MS = 2_000;
const WATCH_MS = 250;

/** One process of the runtime, from its start to its end. */
export class WorkerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #control: Client;
  readonly #options: WorkerProcessOptions;
  /** Resolves with why it ended. */
  readonly ended: Promise<string>;
  #why: string | undefined;
  #isOver = false;

  private constructor(options: WorkerProcessOptions) {
    this.#options = options;
    const { command, run, log } = options;
    this.#child = spawn(command.tool, [...command.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: command.env,
    });
    log.follow(this.#child.stdout);
    log.follow(this.#child.stderr);
    this.#control = new Client('http://control', { socketPath: join(run, sockets.control) });
    this.ended = new Promise((resolve) => {
      const end = (text: string): void => {
        this.#isOver = true;
        resolve(this.#why ?? text);
      };
      this.#child.once('error', (error) => end(`It could not be started: ${error.message}.`));
      this.#child.once('exit', (code, signal) =>
        end(`Its process ended (${signal ?? `exit code ${code}`}).`),
      );
    });
  }

  /**
   * Starts it; it answers when this resolves.
   * @throws {Error} with what it wrote last, when it does not come up in time
   */
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    await Promise.all(
      [sockets.http, sockets.control].map((name) => rm(join(options.run, name), { force: true })),
    );
    const started = new WorkerProcess(options);
    const until = performance.now() + READY_MS;
    while (!(await started.ping())) {
      if (started.#isOver || performance.now() > until) {
        await started.kill('It did not begin to answer.');
        const said = options.log.lines.slice(-5).join(' ');
        throw new Error(`${await started.ended} It wrote: ${said === '' ? 'nothing' : said}`);
      }
      await delay(20);
    }
    void started.#watchMemory();
    return started;
  }

  /** Whether it answers at all: one that is busy for ever does not. */
  async ping(): Promise<boolean> {
    try {
      const { statusCode, body } = await this.#control.request({
        ...{ path: '/ping', method: 'GET', headersTimeout: PING_MS, bodyTimeout: PING_MS },
      });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  }

  /** Has the code do what it does at certain times. @throws {Error} when it fails */
  async runScheduled(cron: string, at: Date, timeoutMs: number): Promise<void> {
    const query = new URLSearchParams({ cron, at: String(at.getTime()) });
    const { statusCode, body } = await this.#control.request({
      ...{ path: `/scheduled?${query}`, method: 'GET', headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
    });
    const result = statusCode === 200 ? ((await body.json()) as { readonly outcome?: string }) : undefined;
    if (result?.outcome !== 'ok') throw new Error(`The run ended in: ${result?.outcome ?? statusCode}.`);
  }

  /** Ends it at once; resolves when it is gone. */
  async kill(why: string): Promise<void> {
    this.#why ??= why;
    this.#child.kill('SIGKILL');
    await this.ended;
    await this.#control.destroy().catch(() => undefined);
  }

  async #watchMemory(): Promise<void> {
    const { memoryBytes } = this.#options;
    while (!this.#isOver) {
      const bytes = this.#child.pid === undefined ? undefined : await readMemory(this.#child.pid);
      if (bytes !== undefined && bytes > memoryBytes)
        await this.kill(`It held ${Math.round(bytes / 2 ** 20)} MiB, more than it may.`);
      await delay(WATCH_MS, undefined, { ref: false });
    }
  }
}
