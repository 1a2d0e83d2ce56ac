import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { lstat, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { DriverError } from '../../driver.ts';
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
  /** Folder that it makes its sockets in, as this process sees it. */
  readonly run: string;
  /** Folder on the same disk that only we can write to; its sockets are moved there. */
  readonly own: string;
  /** User that it runs as; ours when undefined. */
  readonly user: number | undefined;
  readonly log: LogLines;
  /** Bytes; with more it is ended. */
  readonly memoryBytes: number;
  /** Ends the wait for it to come up. */
  readonly signal: AbortSignal;
  /** Told of the process as soon as there is one. */
  readonly onSpawn: (pid: number) => Promise<void>;
}

/** What the runtime says at each start where it does not see its own file. */
const NOT_NEWS = 'Unable to find and open the program executable';
const READY_MS = 10_000;
const PING_MS = 2_000;
const WATCH_MS = 100;
const LET_GO_MS = 500;

/** One process of the runtime, from its start to its end. */
export class WorkerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #control: Pool;
  readonly #options: WorkerProcessOptions;
  /** Resolves with why it ended. */
  readonly ended: Promise<string>;
  #why: string | undefined;
  #isOver = false;

  private constructor(options: WorkerProcessOptions) {
    this.#options = options;
    const { command, own, log } = options;
    this.#child = spawn(command.tool, [...command.args], {
      // Another user may not be let into the folder that we are in.
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: command.env,
    });
    const outputs = [this.#child.stdout, this.#child.stderr];
    for (const stream of outputs) log.follow(stream, NOT_NEWS);
    // What it has begun may hold on to its output for ever.
    this.#child.once('exit', () => {
      setTimeout(() => {
        for (const stream of outputs) stream.destroy();
      }, LET_GO_MS).unref();
    });
    // Several, so that it can be asked whether it answers while it does something for us.
    this.#control = new Pool('http://control', {
      connect: { socketPath: join(own, sockets.control) },
      connections: 4,
      // It is ours that answers there, unless code has broken out.
      maxResponseSize: 64 * 1_024,
      keepAliveTimeout: 1_000,
    });
    this.ended = new Promise((resolve) => {
      const end = (text: string): void => {
        this.#isOver = true;
        resolve(this.#why ?? text);
      };
      this.#child.once('error', (error) => end(`It could not be started: ${error.message}.`));
      // Not when it exits: only when what it began has let go of its output, too, is nothing of it left.
      this.#child.once('close', (code, signal) =>
        end(`Its process ended (${signal ?? `exit code ${code}`}).`),
      );
    });
  }

  /**
   * Starts it; it answers when this resolves.
   * @throws {DriverError} with what it wrote last: `invalid` when it ended by itself, `unreachable` when it does not come up
   *   in time
   */
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    const started = new WorkerProcess(options);
    if (started.#child.pid !== undefined) await options.onSpawn(started.#child.pid);
    const until = performance.now() + READY_MS;
    while (!(await started.#isTaken()) || !(await started.ping())) {
      const hasExited = started.#child.exitCode !== null;
      if (hasExited || started.#isOver || options.signal.aborted || performance.now() > until) {
        await started.kill('It did not begin to answer.');
        const said = options.log.lines.slice(-5).join(' ');
        throw new DriverError(
          hasExited ? 'invalid' : 'unreachable',
          `It does not start: ${await started.ended} It wrote: ${said === '' ? 'nothing' : said}`,
        );
      }
      await delay(20);
    }
    void started.#watchMemory();
    return started;
  }

  /** Whether it answers at all: one that is busy for ever does not. */
  async ping(withinMs = PING_MS): Promise<boolean> {
    try {
      const { statusCode, body } = await this.#control.request({
        ...{ path: '/ping', method: 'GET', signal: AbortSignal.timeout(withinMs) },
      });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  }

  /**
   * Whether its sockets are where only we can change them. In its own folder, code that has broken out could put a link in
   * their place, and we would speak for it to whatever that leads to.
   */
  async #isTaken(): Promise<boolean> {
    const taken = [sockets.http, sockets.control].map((name) => this.#take(name));
    return (await Promise.all(taken)).every((one) => one);
  }

  async #take(name: string): Promise<boolean> {
    const { run, own, user } = this.#options;
    const path = join(own, name);
    await rename(join(run, name), path).catch(() => undefined);
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined) return false;
    if (found.isSocket() && (user === undefined || found.uid === user)) return true;
    await this.kill(`It has put something else in the place of ${name}.`);
    return false;
  }

  /** Has the code do what it does at certain times. @throws {Error} when it fails */
  async runScheduled(cron: string, at: Date, timeoutMs: number): Promise<void> {
    const query = new URLSearchParams({ cron, at: String(at.getTime()) });
    const { statusCode, body } = await this.#control.request({
      ...{ path: `/scheduled?${query}`, method: 'GET', signal: AbortSignal.timeout(timeoutMs) },
    });
    if (statusCode !== 200) await body.dump();
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
