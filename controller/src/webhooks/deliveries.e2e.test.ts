import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import type { Message } from './post-message.ts';
import { readDeliveries } from './read-deliveries.ts';
import { aDeliveryService, delivered, failed } from './testing/a-delivery-service.ts';
import { anAppEvent, aSubscription, subscribe, tell } from './testing/a-subscription.ts';

let store: Store;
beforeAll(async () => {
  store = await borrowMemoryStore();
});
afterAll(() => store.close());

/** What happens to an attempt: an answer, or the process dies before or after the receiver has taken it. */
type Fate = 'delivered' | 'failed' | 'dies-before' | 'dies-after' | 'dies-writing';
const fates = fc.array(
  fc.constantFrom<Fate>('delivered', 'failed', 'delivered', 'dies-before', 'dies-after', 'dies-writing'),
  { maxLength: 24 },
);
const subjects = fc.array(fc.constantFrom('crm', 'erp', 'pay'), { minLength: 1, maxLength: 8 });

interface Taken {
  readonly subject: string;
  readonly seq: number;
}

describe('for any fate of the attempts and of the process', () => {
  it('attempts every event until it is delivered or dead, in order for each subject', async () => {
    await fc.assert(
      fc.asyncProperty(subjects, fates, async (apps, script) => {
        await resetStore(store);
        await subscribe(store, aSubscription({ id: 'hook' }));
        await tell(store, ...apps.map((app) => anAppEvent(app)));
        const taken = await deliverThrough([...script]);
        const records = await readDeliveries(store.db, {
          subscriptionId: 'hook',
          limit: 100,
          sources: undefined,
        });
        expect(records.map(({ seq }) => seq).toReversed()).toEqual(apps.map((_app, i) => i + 2));
        for (const { state, seq } of records)
          if (state === 'delivered') expect(taken.some((found) => found.seq === seq)).toBe(true);
        for (const subject of new Set(apps)) {
          const firsts = [
            ...new Set(taken.filter((found) => found.subject === `App/${subject}`).map(({ seq }) => seq)),
          ];
          expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 10 },
    );
  });
});

/** Runs one process after the other until all is settled; gives what the receiver took, in order. */
async function deliverThrough(script: Fate[]): Promise<Taken[]> {
  const taken: Taken[] = [];
  const clock = new FakeClock();
  for (;;) {
    const died = await runProcess(script, clock, taken);
    if (!died) return taken;
    clock.advance(60_000);
  }
}

/** @returns whether the process died; else all is settled */
async function runProcess(script: Fate[], clock: FakeClock, taken: Taken[]): Promise<boolean> {
  const term = aTerm(store);
  let isDead = false;
  let diesWriting = false;
  const die = () => {
    isDead = true;
    term.end();
  };
  const post = async ({ body }: Message) => {
    const fate = script.shift() ?? 'delivered';
    if (fate === 'dies-before') die();
    if (isDead) return { outcome: failed };
    if (fate !== 'failed') taken.push(takenOf(body));
    if (fate === 'dies-after') die();
    if (fate === 'dies-writing') diesWriting = true;
    return { outcome: fate === 'failed' ? failed : delivered };
  };
  const tested = aDeliveryService(store, { post, close: async () => {} }, { clock });
  const running = tested.service.run({
    ...term,
    write: (work) =>
      term.write(async (db) => {
        if (isDead) throw new Error('This process is dead.');
        const result = await work(db);
        if (!diesWriting) return result;
        die();
        throw new Error('This process dies before the commit.');
      }),
  });
  await until(
    async () => {
      const left = await pendingCount();
      if (!isDead && left > 0 && clock.sleeping > 0) clock.advance(6 * 60 * 60 * 1_000);
      return left;
    },
    (left) => isDead || left === 0,
  );
  term.end();
  await running;
  return isDead;
}

function takenOf(body: string): Taken {
  const { id, subject } = JSON.parse(body);
  return { subject, seq: Number(String(id).split('.').at(-1)) };
}

async function pendingCount(): Promise<number> {
  const records = await readDeliveries(store.db, { subscriptionId: 'hook', limit: 100, sources: undefined });
  return records.length === 0 ? 1 : records.filter(({ state }) => state === 'pending').length;
}
