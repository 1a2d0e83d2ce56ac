import type { Instance, InstanceCode } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';

const runnable: ReadonlySet<string> = new Set<Instance['runtime']['type']>(['function', 'wasm']);

/**
 * What of an instance is code, and where it lies.
 * @throws {DriverError} `invalid` for what can't be run here
 */
export function expectCode({ runtime, code }: Instance): {
  readonly entry: string;
  readonly place: InstanceCode;
} {
  const { type, entry } = runtime;
  if (!runnable.has(type) || entry === undefined)
    throw new DriverError(
      'invalid',
      `The driver local runs the runtimes function and wasm with an entry; this is ${type}${entry === undefined ? ' without one' : ''}. Another driver has to be named.`,
    );
  if (code === undefined) throw new DriverError('invalid', 'Nobody knows where its files lie.');
  return { entry, place: code };
}
