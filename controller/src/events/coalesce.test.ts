import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { until } from '../testing/until.ts';
import { coalesce } from './coalesce.ts';

describe('when much is told within a short time', () => {
  it('tells the first at once, and of all others together', async () => {
    const clock = new FakeClock();
    let calls = 0;
    const tell = coalesce(
      async () => {
        calls++;
      },
      1_000,
      clock,
    );
    await tell();
    await Promise.all([tell(), tell(), tell()]);
    expect(calls).toBe(1);
    clock.advance(1_000);
    await until(
      () => calls,
      (count) => count === 2,
    );
    clock.advance(1_000);
    await until(
      () => clock.sleeping,
      (sleeping) => sleeping === 0,
    );
    expect(calls).toBe(2);
    await tell();
    expect(calls).toBe(3);
  });
});
