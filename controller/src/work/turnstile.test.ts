import { describe, expect, it } from 'vitest';
import { Turnstile } from './turnstile.ts';

describe('a turnstile', () => {
  it('lets so many in, keeps so many waiting in their order, and sends the others away', async () => {
    const turnstile = new Turnstile(1, 2);
    const order: string[] = [];
    const leave = await turnstile.enter();
    const noting = async (name: string): Promise<(() => void) | undefined> => {
      const out = await turnstile.enter();
      order.push(name);
      return out;
    };
    const second = noting('second');
    const third = noting('third');
    expect(await turnstile.enter()).toBeUndefined();
    leave?.();
    // Leaving twice is leaving once.
    leave?.();
    (await second)?.();
    expect(order).toEqual(['second']);
    (await third)?.();
    expect(order).toEqual(['second', 'third']);
  });

  it('says when it is empty', async () => {
    const turnstile = new Turnstile(2, 0);
    await turnstile.empty();
    const [one, other] = [await turnstile.enter(), await turnstile.enter()];
    let isEmpty = false;
    const empty = turnstile.empty().then(() => {
      isEmpty = true;
    });
    one?.();
    await Promise.resolve();
    expect(isEmpty).toBe(false);
    other?.();
    await empty;
    expect(isEmpty).toBe(true);
  });
});
