import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { keepListening } from '../store/keep-listening.ts';
import type { PostgresStore, Store } from '../store/store.ts';
import { textOfCause } from '../store/store-error.ts';
import { Listeners } from './listeners.ts';

/** Wakes those who look at the store, in every replica. A call is a hint and may be missing: what is true is in the store. */
export interface ChangeSignal {
  /** Tells everybody, after the transaction. Never rejects. */
  announce(): Promise<void>;
  /** Calls back after every announcement of any replica; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Asks the leader, wherever it is, to look at its source now. Never rejects. */
  requestRefresh(): Promise<void>;
  onRefreshRequested(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface ChangeSignalPorts {
  readonly clock: Clock;
  readonly logger: Logger;
}

const CHANGED = 'souk_changed';
const REFRESH = 'souk_refresh';

/** Listens when this resolves. */
export async function openChangeSignal(store: Store, ports: ChangeSignalPorts): Promise<ChangeSignal> {
  const listeners = { [CHANGED]: new Listeners(), [REFRESH]: new Listeners() };
  const others = store.kind === 'postgres' ? await openOthers(store, ports, listeners) : undefined;
  const tell = async (channel: Channel): Promise<void> => {
    listeners[channel].call();
    await others?.tell(channel);
  };
  return {
    announce: () => tell(CHANGED),
    subscribe: (listener) => listeners[CHANGED].add(listener),
    requestRefresh: () => tell(REFRESH),
    onRefreshRequested: (listener) => listeners[REFRESH].add(listener),
    close: async () => others?.close(),
  };
}

type Channel = typeof CHANGED | typeof REFRESH;

/** The replicas that share the database. NOTIFY goes through its memory and writes no table. */
async function openOthers(
  store: PostgresStore,
  { clock, logger }: ChangeSignalPorts,
  listeners: Readonly<Record<Channel, Listeners>>,
): Promise<{ tell(channel: Channel): Promise<void>; close(): Promise<void> }> {
  /** What this process says comes back to it. */
  const self = randomUUID();
  const close = await keepListening(store, {
    channels: [CHANGED, REFRESH],
    clock,
    logger,
    onNotice: (channel, from) => {
      if (from !== self && (channel === CHANGED || channel === REFRESH)) listeners[channel].call();
    },
    // Nobody knows what was said meanwhile.
    onGap: () => {
      for (const channel of [CHANGED, REFRESH] as const) listeners[channel].call();
    },
  });
  return {
    tell: async (channel) => {
      try {
        await sql`select pg_notify(${channel}, ${self})`.execute(store.db);
      } catch (error) {
        logger.warn(
          { channel, reason: textOfCause(error) },
          'other replicas could not be told; they will look by themselves',
        );
      }
    },
    close,
  };
}
