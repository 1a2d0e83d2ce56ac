import type { DriverName } from '@souk/model/installation/instance.ts';
import { type Driver, DriverError } from './driver.ts';

/**
 * A driver that is opened when it is first asked for something. What keeps it from being opened, such as a file or a secret
 * that can't be read, is said by every answer until it is over.
 *
 * @param open rejects with a `DriverError`, or with any other error whose message is fit to be shown
 */
export function openLater(name: DriverName, open: () => Promise<Driver>): Driver {
  const listeners = new Set<(id: string) => void>();
  let opening: Promise<Driver> | undefined;
  let isClosed = false;
  const opened = (): Promise<Driver> => {
    if (isClosed) return Promise.reject(new DriverError('unreachable', `The driver ${name} is closed.`));
    opening ??= openAndListen().catch((error: unknown) => {
      opening = undefined;
      if (error instanceof DriverError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new DriverError('unreachable', `The driver ${name} can't be opened: ${why}`, { cause: error });
    });
    return opening;
  };
  const openAndListen = async (): Promise<Driver> => {
    const driver = await open();
    driver.subscribe?.((id) => {
      for (const listener of listeners) listener(id);
    });
    return driver;
  };
  return {
    name,
    endsWithProcess: false,
    apply: async (...args) => (await opened()).apply(...args),
    remove: async (...args) => (await opened()).remove(...args),
    observe: async (...args) => (await opened()).observe(...args),
    list: async (...args) => (await opened()).list(...args),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      const driver = await opening?.catch(() => undefined);
      await driver?.close?.();
    },
  };
}
