import type { UsageEvent } from '@souk/model/metering/usage-event.ts';
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

describe('when an instance of this controller has said what it used', () => {
  it('counts it once, as of when it was recorded, and says what became of each', async () => {
    const clock = new FakeClock('2026-12-01T00:30:00Z');
    await installFor(store, clock.now());
    const metering = meterOn(store, clock);
    const spooled = (id: string, minutesAgo: number, metric = 'calls') => ({
      event: { id, metric, value: '0.5' },
      recordedAt: clock.now().getTime() - minutesAgo * 60_000,
    });
    const say = (...events: { event: UsageEvent; recordedAt: number }[]) =>
      recordUsage(metering, 'crm-emea', events);
    const events = [spooled('1', 0), spooled('zwei ä', 45), spooled('3', 0, 'other')];
    expect(await say(...events)).toMatchObject({
      kind: 'answered',
      results: [
        { status: 'accepted', period: '2026-12' },
        { status: 'accepted', period: '2026-11' },
        { status: 'rejected', code: 'unknown-metric' },
      ],
    });
    clock.advance(120_000);
    expect(await say(...events)).toMatchObject({
      results: [{ status: 'duplicate' }, { status: 'duplicate' }, { status: 'rejected' }],
    });
    // Recorded once more, at another time.
    expect(await say(spooled('1', 1))).toMatchObject({ results: [{ status: 'duplicate' }] });
    const { rows } =
      await sql`select to_char(hour at time zone 'UTC', 'MM-DD HH24') as hour, trim_scale(sum)::text as sum from usage_hour order by 1`.execute(
        store.db,
      );
    expect(rows).toEqual([
      { hour: '11-30 23', sum: '0.5' },
      { hour: '12-01 00', sum: '0.5' },
    ]);
    const place = metering.admission.enter('crm-emea', MOST_WAITING / 2);
    expect(await say(spooled('4', 0))).toMatchObject({ kind: 'later', retryAfterMs: 1_000 });
    place?.leave();
    expect(metering.admission.waiting).toBe(0);
  });
});
