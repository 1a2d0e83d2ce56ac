import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { retryDelay } from '../retry-delay.ts';
import type { PostgresStore } from './store.ts';
import { textOfCause } from './store-error.ts';

export interface ListenOptions {
  /** Plain names, as they stand in LISTEN. */
  readonly channels: readonly string[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** Called when it listens again after it could not for a while, in which notices may have been missed. */
  readonly onGap: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const RECONNECT = { firstMs: 250, longestMs: 5_000, random: Math.random };

/**
 * Listens for notices on a connection of its own, which is opened again whenever it is lost. Resolves when it listens,
 * or at once when it can't yet.
 *
 * @returns the way to stop
 */
export async function keepListening(
  store: PostgresStore,
  options: ListenOptions,
): Promise<() => Promise<void>> {
  const { clock, logger, onGap } = options;
  const stop = new AbortController();
  const attempted = Promise.withResolvers<void>();
  const run = async (): Promise<void> => {
    let interrupted = false;
    for (let failures = 1; !stop.signal.aborted; failures++) {
      try {
        await listen(store, options, stop.signal, () => {
          failures = 0;
          if (interrupted) onGap();
          attempted.resolve();
        });
      } catch (error) {
        logger.warn(
          { reason: textOfCause(error) },
          'notices of other replicas can not be heard; trying again',
        );
      }
      interrupted = true;
      attempted.resolve();
      await clock.sleep(retryDelay(Math.max(1, failures), RECONNECT), stop.signal);
    }
  };
  const running = run();
  await attempted.promise;
  return async () => {
    stop.abort();
    await running;
  };
}

/** Listens until the connection ends. */
async function listen(
  store: PostgresStore,
  { channels, onNotice }: ListenOptions,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  const client = await store.connect('souk changes');
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  const end = (): void => void client.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    client.on('notification', ({ channel, payload = '' }) => onNotice(channel, payload));
    for (const channel of channels) await client.query(`listen ${channel}`);
    if (!signal.aborted) onReady();
    if (signal.aborted) end();
    await ended;
  } finally {
    signal.removeEventListener('abort', end);
    await client.end();
  }
}
