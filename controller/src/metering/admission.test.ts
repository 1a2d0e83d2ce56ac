import { describe, expect, it } from 'vitest';
import { Admission, MOST_WAITING } from './admission.ts';

const HALF = MOST_WAITING / 2;

describe('when events want in', () => {
  it('lets in as many as there is room for, and no more', () => {
    const admission = new Admission();
    const first = admission.enter('a', HALF);
    expect(admission.enter('b', HALF - 1)).toBeDefined();
    expect(admission.enter('c', 2)).toBeUndefined();
    expect(admission.enter('c', 1)).toBeDefined();
    expect(admission.enterStream()).toBeUndefined();
    first?.shrink(10);
    expect(admission.waiting).toBe(HALF + 10);
    first?.shrink(HALF);
    expect(admission.waiting).toBe(HALF + 10);
    first?.leave();
    first?.leave();
    expect(admission.waiting).toBe(HALF);
  });

  it('leaves room for others beside one who sends much', () => {
    const admission = new Admission();
    const places = [admission.enter('a', HALF - 1), admission.enter('a', 1)];
    expect(admission.enter('a', 1)).toBeUndefined();
    expect(admission.enter('b', 1)).toBeDefined();
    for (const place of places) place?.leave();
    expect(admission.enter('a', HALF)).toBeDefined();
  });

  it('lets those in who wait, once somebody leaves', async () => {
    const admission = new Admission();
    const first = admission.enter('a', HALF);
    const waiting = admission.enterWhenFree('a', 1_000);
    first?.shrink(HALF - 999);
    await Promise.resolve();
    expect(admission.waiting).toBe(HALF - 999);
    first?.leave();
    (await waiting).leave();
    expect(admission.waiting).toBe(0);
  });

  it('reads so many streams at the same time', () => {
    const admission = new Admission();
    const leaves = Array.from({ length: 64 }, () => admission.enterStream());
    expect(admission.enterStream()).toBeUndefined();
    leaves[0]?.();
    leaves[0]?.();
    expect(admission.enterStream()).toBeDefined();
    expect(admission.enterStream()).toBeUndefined();
  });
});
