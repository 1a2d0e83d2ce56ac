import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { type ChangeSignal, openChangeSignal } from './change-signal.ts';

interface Replica {
  readonly signal: ChangeSignal;
  readonly heard: string[];
}

describe.each(stores)('a signal on $name', ({ name, open, skip }) => {
  let store: Store;
  let replicas: Replica[] = [];

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  afterEach(async () => {
    for (const { signal } of replicas) await signal.close();
    replicas = [];
  });

  async function startReplica(): Promise<Replica> {
    const logger = pino({ level: 'silent' });
    const signal = await openChangeSignal(store, { clock: systemClock, logger });
    const heard: string[] = [];
    signal.subscribe(() => heard.push('changed'));
    signal.onRefreshRequested(() => heard.push('refresh'));
    const replica = { signal, heard };
    replicas.push(replica);
    return replica;
  }

  describe.skipIf(skip)('when this process has something to tell', () => {
    it('calls every listener once', async () => {
      const { signal, heard } = await startReplica();
      await signal.announce();
      await signal.requestRefresh();
      expect(heard).toEqual(['changed', 'refresh']);
    });

    it('does not call who has stopped to listen', async () => {
      const { signal } = await startReplica();
      const heard: string[] = [];
      const listener = (): void => void heard.push('called');
      signal.subscribe(listener);
      signal.subscribe(listener)();
      await signal.announce();
      expect(heard).toEqual(['called']);
    });
  });

  describe.skipIf(skip || name === 'PGlite')('when there is another replica', () => {
    it('calls the listeners of both, each once', async () => {
      const [here, there] = [await startReplica(), await startReplica()];
      await here.signal.announce();
      await here.signal.requestRefresh();
      await there.signal.announce();
      const all = ['changed', 'changed', 'refresh'];
      await until(
        () => [here.heard, there.heard],
        (heard) => heard.every(({ length }) => length >= all.length),
      );
      expect([here.heard.toSorted(), there.heard.toSorted()]).toEqual([all, all]);
    });

    it('listens again after the connection was cut, and takes it that something was missed', async () => {
      const [here, there] = [await startReplica(), await startReplica()];
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'souk changes'`.execute(store.db);
      await until(
        () => [here.heard, there.heard],
        (heard) => heard.every(({ length }) => length === 2),
      );
      await here.signal.announce();
      await until(
        () => there.heard,
        ({ length }) => length === 3,
      );
      expect(there.heard).toEqual(['changed', 'refresh', 'changed']);
    });
  });
});
