/**
 * What the local runtime gives to an app or connector, see docs/workers.md. Types only: nothing of this file is loaded.
 */
export interface Worker<Config extends object, Secrets extends string, Optional extends string = never> {
  /** Answers one request; the path is what follows the name of the installation. */
  fetch?(
    request: Request,
    env: WorkerEnv<Config, Secrets, Optional>,
    context: WorkerContext,
  ): Promise<Response> | Response;
  /** Called at the times of `runtime.schedule`. */
  scheduled?(
    event: ScheduledEvent,
    env: WorkerEnv<Config, Secrets, Optional>,
    context: WorkerContext,
  ): Promise<void>;
}

export type WorkerEnv<Config extends object, Secrets extends string, Optional extends string = never> = {
  /** Configuration of the installation. */
  readonly CONFIG: Config;
  readonly STATE: WorkerState;
  readonly USAGE: WorkerUsage;
  /** Stand-in for a token of whoever it is sent to; undefined where no tokens are given out. */
  readonly IDENTITY?: string;
} & {
  /**
   * A secret by its name: the value where the manifest says `exposed: true`, otherwise a stand-in that may stand in headers
   * of requests.
   */
  readonly [Name in Secrets]: string;
} & {
  /** A secret that the manifest calls optional: undefined where the installation refers to none. */
  readonly [Name in Optional]: string | undefined;
};

/** What an installation remembers: of itself alone, kept over restarts and upgrades, gone with it. */
export interface WorkerState {
  get(key: string): Promise<unknown>;
  /** @param value anything that can be cloned, up to 2 MB */
  put(key: string, value: unknown, options?: StateOptions): Promise<void>;
  /** Keeps the first of several, however many ask at once. Resolves with whether this one was kept. */
  putIfAbsent(key: string, value: unknown, options?: StateOptions): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** In the order of the keys, 1,000 and 8 MB at most. */
  list(options?: {
    readonly prefix?: string;
    readonly after?: string;
    readonly limit?: number;
  }): Promise<StateEntry[]>;
}

export interface StateOptions {
  /** After so long it is as if it had never been put. */
  readonly ttlSeconds?: number;
}

export interface StateEntry {
  readonly key: string;
  readonly value: unknown;
}

export interface WorkerUsage {
  /** Resolves when it is kept. Rejects for a metric that the manifest does not declare. */
  record(usage: Usage): Promise<void>;
}

export interface Usage {
  /** The same id counts once, however often it is recorded. */
  readonly id: string;
  /** A name from `billing.metrics`. */
  readonly metric: string;
  /** A decimal number in the unit of the metric; 1 when absent. */
  readonly value?: string;
}

export interface ScheduledEvent {
  /** Milliseconds since 1970. */
  readonly scheduledTime: number;
  readonly cron: string;
}

export interface WorkerContext {
  /** Keeps the work going after the answer has been sent. */
  waitUntil(work: Promise<unknown>): void;
}
