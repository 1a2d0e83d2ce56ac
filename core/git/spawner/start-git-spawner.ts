import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { GitError } from '../git-error.ts';
import type { GitStarter } from '../git-starter.ts';
import type { GitAnswer, SpawnOptions } from '../spawn-git.ts';
import type { CommandRequest, SpawnerAnswer, SpawnerRequest } from './spawner-messages.ts';

export interface GitSpawner extends GitStarter {
  /** The process, while there is one. */
  readonly pid: number | undefined;
  /** Ends the process; what it was asked for is given up. */
  stop(): Promise<void>;
}

type Ask<T extends CommandRequest['ask']> = Omit<Extract<CommandRequest, { ask: T }>, 'id'>;

interface Pending {
  readonly resolve: (value: string | GitAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Starts a small process that starts Git's processes. To start one, a process is copied first, and stands still for as
 * long as that takes: some 40 ms for one of a gigabyte, in which no request is answered. When the spawner ends by itself,
 * another is started and asked again, once. It ends with the process that started it.
 */
export function startGitSpawner(): GitSpawner {
  return new Spawner();
}

/** What is left of the commands when the spawner is told to end has this long to end. */
const STOP_MS = 5_000;

/** Nothing that Git said: nobody knows how the command ended. */
class SpawnerEnded extends GitError {
  constructor(cause?: Error) {
    super('command-failed', 'The process that runs Git has ended; it is started anew.', cause);
  }
}

class Spawner implements GitSpawner {
  #child: ChildProcess | undefined;
  #lastId = 0;
  #stopped = false;
  readonly #pending = new Map<number, Pending>();

  constructor() {
    this.#child = this.#fork();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async run(dir: string, args: readonly string[]): Promise<string> {
    return (await this.#ask({ ask: 'run', dir, args })) as string;
  }

  async spawn(dir: string, args: readonly string[], options: SpawnOptions): Promise<GitAnswer> {
    const { signal, ...rest } = options;
    signal?.throwIfAborted();
    try {
      return (await this.#ask({ ask: 'spawn', dir, args, options: rest }, signal)) as GitAnswer;
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === undefined) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(kill);
  }

  async #ask(request: Ask<'run'> | Ask<'spawn'>, signal?: AbortSignal): Promise<string | GitAnswer> {
    try {
      return await this.#askOnce(request, signal);
    } catch (error) {
      if (!(error instanceof SpawnerEnded) || this.#stopped || signal?.aborted) throw error;
      return this.#askOnce(request, signal);
    }
  }

  #askOnce(request: Ask<'run'> | Ask<'spawn'>, signal?: AbortSignal): Promise<string | GitAnswer> {
    this.#child ??= this.#fork();
    const child = this.#child;
    const id = ++this.#lastId;
    const end = (): void => send(child, { ask: 'end', id });
    signal?.addEventListener('abort', end, { once: true });
    // Only while something is asked does the spawner keep this process from ending.
    child.ref();
    child.channel?.ref();
    const answer = new Promise<string | GitAnswer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      child.send({ ...request, id }, (error) => {
        if (error !== null) this.#settle(id)?.reject(new SpawnerEnded(error));
      });
    });
    return answer.finally(() => signal?.removeEventListener('abort', end));
  }

  #fork(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'spawner-process.ts'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    child.on('message', (message) => this.#receive(message as SpawnerAnswer));
    child.on('error', (error) => this.#giveUp(child, error));
    child.on('exit', () => this.#giveUp(child));
    rest(child);
    return child;
  }

  #receive(answer: SpawnerAnswer): void {
    const pending = this.#settle(answer.id);
    if (answer.ok) pending?.resolve(answer.value);
    else pending?.reject(new GitError(answer.code, answer.message));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0 && this.#child !== undefined) rest(this.#child);
    return pending;
  }

  #giveUp(child: ChildProcess, error?: Error): void {
    if (this.#child === child) this.#child = undefined;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(new SpawnerEnded(error));
  }
}

function rest(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function send(child: ChildProcess, request: SpawnerRequest): void {
  // What cannot be told any more has ended with the spawner.
  if (child.connected) child.send(request, () => undefined);
}
