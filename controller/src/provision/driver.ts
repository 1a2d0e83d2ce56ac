import type { DriverName, Instance } from '@souk/model/installation/instance.ts';

/**
 * Makes installations real somewhere. A driver keeps no intent: whoever calls knows what is wanted, asks for it as often
 * as it takes, and may have been killed at any point before.
 */
export interface Driver {
  readonly name: DriverName;
  /** Whether what it has made stops with this process, so that it has to be made again by the next. */
  readonly endsWithProcess: boolean;
  /**
   * Makes an instance exactly what the value says, wherever it stood before; the same again changes nothing. Resolves when
   * it is under way for good, not when it is healthy.
   * @throws {DriverError}
   */
  apply(instance: Instance, signal: AbortSignal): Promise<void>;
  /**
   * Takes an instance down with all that belongs to it; one that is not there is no error. Resolves when nothing is left.
   * @throws {DriverError}
   */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** How an instance does, and whether the world is what the value says. @throws {DriverError} */
  observe(instance: Instance, signal: AbortSignal): Promise<Observation>;
  /**
   * Ids of all that this driver has made and not taken down, wanted or not, whole or in parts.
   * @throws {DriverError} when it can't know: an answer is never cut short
   */
  list(signal: AbortSignal): Promise<readonly string[]>;
  /** Calls back with the id of an instance that may do otherwise than before; returns the way to stop. */
  subscribe?(listener: (id: string) => void): () => void;
  /** Lets go of what lives in this process. */
  close?(): Promise<void>;
}

export interface Observation {
  readonly health: 'unknown' | 'healthy' | 'unhealthy';
  /** Why it is not healthy, in words for whoever runs it; no value of a secret. */
  readonly message?: string;
  /** What differs from the value, in a few words each; empty where nothing does. */
  readonly drift: readonly string[];
}

/**
 * - `invalid`: the instance can not be run as it is; somebody has to change the manifest
 * - `secret`: a secret can not be read
 * - `unreachable`: what it drives does not answer; later it may
 * - `conflict`: somebody else holds what it would change
 */
export type DriverErrorCode = 'invalid' | 'secret' | 'unreachable' | 'conflict';

/** A message of it is shown to people: what was expected, what came, how to mend it; never the value of a secret. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
  readonly code: DriverErrorCode;

  constructor(code: DriverErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
