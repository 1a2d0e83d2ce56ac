import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCatalog } from '../provision/testing/write-catalog.ts';
import type { EmbeddedStore } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { until } from '../testing/until.ts';
import { meteredApp, prices } from './testing/metering-world.ts';
import { warnOfPowerLoss } from './warn-of-power-loss.ts';

let store: EmbeddedStore;
beforeAll(async () => {
  store = await borrowMemoryStore();
});
afterAll(() => store.close());

function watch(watched: Parameters<typeof warnOfPowerLoss>[0]['store']) {
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const stop = warnOfPowerLoss({ store: watched, subscribe, logger });
  return { lines, listeners, stop, tell: () => listeners.forEach((listener) => void listener()) };
}

describe('when usage is kept in the embedded database', () => {
  it('warns once, as soon as something has a price', async () => {
    const { lines, listeners, tell, stop } = watch(store);
    await writeCatalog(store, { put: [prices] }, new Date());
    tell();
    await writeCatalog(store, { put: [meteredApp()] }, new Date());
    tell();
    tell();
    await until(
      () => listeners.size,
      (size) => size === 0,
    );
    await stop();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('not a power cut. Set SOUK_DATABASE_URL');
  });

  it('says nothing of a server', async () => {
    const { lines, listeners, stop } = watch({ ...store, kind: 'postgres' } as never);
    await stop();
    expect([lines, listeners.size]).toEqual([[], 0]);
  });
});
