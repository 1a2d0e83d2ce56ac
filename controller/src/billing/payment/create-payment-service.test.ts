import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { aTerm } from '../../testing/a-term.ts';
import { borrowMemoryStore } from '../../testing/memory-store.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { until } from '../../testing/until.ts';
import { createPaymentService } from './create-payment-service.ts';
import { aStatement, openPaymentWorld } from './testing/payment-world.ts';

describe('when payments are looked after', () => {
  let store: Store;
  beforeAll(async () => {
    store = await borrowMemoryStore();
  }, 60_000);
  afterAll(() => store.close());
  afterEach(() => resetStore(store));

  it('sends what was issued, tries again what failed, and counts what somebody has to look at', async () => {
    const world = await openPaymentWorld(store);
    const failures: string[] = [];
    const telemetry = { ...world.ports.telemetry, failed: (reason: string) => void failures.push(reason) };
    let announce = () => {};
    const service = createPaymentService({
      ...{ ...world.ports, telemetry, store },
      subscribe: (listener) => {
        announce = listener;
        return () => {};
      },
    });
    const term = aTerm(store);
    const ended = service.run(term);
    await until(
      () => world.clock.sleeping,
      (sleeping) => sleeping === 1,
    );
    world.stripe.plan('fail-before');
    await world.issue(
      aStatement('2026-11-a', '12.50'),
      aStatement('2026-11-b', '1.00', { subject: 'nobody' }),
    );
    announce();
    await until(
      () => [world.stripe.requests.length, world.clock.sleeping],
      ([requests, sleeping]) => requests === 1 && sleeping === 1,
    );
    expect(service.open()).toBe(1);
    expect(failures).toEqual(['billing', 'billing']);
    world.clock.advance(60_000);
    await until(
      () => world.charged(),
      (charged) => charged['cus_sales souk_due'] === 1_250,
    );
    term.end();
    await ended;
    expect(failures).toHaveLength(2);
    await world.stripe.close();
  });
});
