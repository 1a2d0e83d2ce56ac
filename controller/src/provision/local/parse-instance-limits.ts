import type { Instance } from '@souk/model/installation/instance.ts';
import { validate } from 'node-cron';
import { DriverError } from '../driver.ts';
import { parseDurationMs, parseMemoryBytes } from './parse-limits.ts';

/** What one instance may have. */
export interface InstanceLimits {
  /** Bytes that the code may hold. */
  readonly codeBytes: number;
  /** The same, with what the runtime takes for itself. */
  readonly memoryBytes: number;
  /** Of one call. */
  readonly timeoutMs: number;
}

/** What the runtime takes beside the code: about 60 MiB at rest, and more while it collects what is no longer used. */
const RUNTIME_BYTES = 160 * 2 ** 20;
const DEFAULT_BYTES = 128 * 2 ** 20;
const DEFAULT_TIMEOUT_MS = 30_000;
const LONGEST_TIMEOUT_MS = 15 * 60_000;
const MOST_BYTES = 4 * 2 ** 30;

/** @throws {DriverError} `invalid` for limits that can't be kept here */
export function parseInstanceLimits({ runtime }: Pick<Instance, 'runtime'>): InstanceLimits {
  const { memory, timeout } = runtime.resources ?? {};
  const bytes = memory === undefined ? DEFAULT_BYTES : parseMemoryBytes(memory);
  if (bytes === undefined || bytes <= 0 || bytes > MOST_BYTES)
    throw new DriverError(
      'invalid',
      `runtime.resources.memory is "${memory}"; expected 4Gi at most, such as 128Mi.`,
    );
  const timeoutMs = timeout === undefined ? DEFAULT_TIMEOUT_MS : parseDurationMs(timeout);
  if (timeoutMs === undefined || !(timeoutMs > 0) || timeoutMs > LONGEST_TIMEOUT_MS)
    throw new DriverError(
      'invalid',
      `runtime.resources.timeout is "${timeout}"; expected 15m at most, such as 30s.`,
    );
  if (runtime.schedule !== undefined && !validate(runtime.schedule))
    throw new DriverError(
      'invalid',
      `runtime.schedule is "${runtime.schedule}"; expected a cron expression, such as */5 * * * *.`,
    );
  return { codeBytes: bytes, memoryBytes: bytes + RUNTIME_BYTES, timeoutMs };
}
