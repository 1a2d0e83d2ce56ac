import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { MOST_WAITING } from './admission.ts';
import { recordUsage } from './record-usage.ts';
import { installFor, meterOn } from './testing/metering-world.ts';

let store: Store;
beforeAll(async () => {
  store = await borrowMemoryStore();
});
afterAll(() => store.close());

describe('when an instance of this controller says what it has used', () => {
  it('counts it once, however often it says so', async () => {
    const clock = new FakeClock();
    await installFor(store, clock.now());
    const metering = meterOn(store, clock);
    const say = (id: string, metric = 'calls') =>
      recordUsage(metering, 'crm-emea', { id, metric, value: '0.5' });
    expect([await say('1'), await say('1'), await say('zwei ä')]).toEqual([undefined, undefined, undefined]);
    expect(await say('3', 'other')).toMatch(/declares the metric "other"/);
    const { rows } = await sql`select events::integer, trim_scale(sum)::text as sum from usage_day`.execute(
      store.db,
    );
    expect(rows).toEqual([{ events: 2, sum: '1' }]);
    const place = metering.admission.enter('crm-emea', MOST_WAITING / 2);
    await expect(say('4')).rejects.toThrow('More events wait');
    place?.leave();
    expect(metering.admission.waiting).toBe(0);
  });
});
