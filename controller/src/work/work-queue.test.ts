import { describe, expect, it } from 'vitest';
import { WorkQueue } from './work-queue.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1_000);
const queueWithout = () => new WorkQueue(() => 0.5);

describe('when work is asked for', () => {
  it('gives each key once, changes before what can wait', () => {
    const queue = queueWithout();
    queue.add(['a', 'b', 'a'], at(0));
    queue.fail('c', 'no', 'change', at(0));
    queue.fail('b', 'no', 'change', at(0));
    expect(queue.take(at(1), 10)).toEqual({ lane: 'change', keys: expect.arrayContaining(['b', 'c']) });
    expect(queue.take(at(1), 10)).toEqual({ lane: 'background', keys: ['a'] });
    expect(queue.take(at(1), 10)).toBeUndefined();
  });

  it('gives no more than asked for, and the rest the next time', () => {
    const queue = queueWithout();
    queue.add(['a', 'b', 'c'], at(0));
    expect(queue.take(at(0), 2)?.keys).toEqual(['a', 'b']);
    expect(queue.take(at(0), 2)?.keys).toEqual(['c']);
  });
});

describe('when work fails', () => {
  it('waits longer after each failure, and goes last', () => {
    const queue = queueWithout();
    const waits: number[] = [];
    for (let time = 0, i = 0; i < 7; i++) {
      queue.fail('a', 'no', 'background', at(time));
      const due = queue.nextDueAt()?.getTime() ?? 0;
      waits.push((due - at(time).getTime()) / 1_000);
      time = (due - at(0).getTime()) / 1_000;
      expect(queue.take(at(time - 0.001), 1)).toBeUndefined();
      expect(queue.take(at(time), 1)).toEqual({ lane: 'background', keys: ['a'] });
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64]);
  });

  it('spreads the retries', () => {
    const due = [0, 1].map((random) => {
      const queue = new WorkQueue(() => random);
      queue.fail('a', 'no', 'background', at(0));
      return queue.nextDueAt();
    });
    expect(due).toEqual([at(0.8), at(1.2)]);
  });

  it('parks what always fails, until somebody changes it', () => {
    const queue = queueWithout();
    for (let i = 0; i < 8; i++) queue.fail('a', `no ${i}`, 'background', at(i));
    expect(queue.stats(at(9)).parked).toEqual([{ key: 'a', reason: 'no 7', attempts: 8, since: at(7) }]);
    queue.add(['a'], at(9));
    expect(queue.take(at(99_999), 1)).toBeUndefined();
    queue.drop('a');
    expect(queue.stats(at(10)).parked).toEqual([]);
    expect(queue.fail('a', 'no', 'change', at(10))).toBe(false);
    expect(queue.take(at(11), 1)?.keys).toEqual(['a']);
  });

  it('holds nothing parked that went well in the meantime', () => {
    const queue = queueWithout();
    for (let i = 0; i < 8; i++) queue.fail('a', 'no', 'background', at(0));
    queue.succeed('a');
    expect(queue.stats(at(0)).parked).toEqual([]);
  });

  it('forgets failures once it goes well', () => {
    const queue = queueWithout();
    for (let i = 0; i < 7; i++) queue.fail('a', 'no', 'background', at(0));
    queue.succeed('a');
    queue.fail('a', 'no', 'background', at(0));
    expect(queue.stats(at(0)).parked).toEqual([]);
  });

  it('gives everything parked another chance when it is released', () => {
    const queue = queueWithout();
    for (let i = 0; i < 8; i++) queue.fail('a', 'no', 'background', at(0));
    queue.release();
    queue.add(['a'], at(1));
    expect(queue.take(at(1), 1)?.keys).toEqual(['a']);
  });
});

describe('when somebody looks at it', () => {
  it('tells how much there is and how long the oldest has waited', () => {
    const queue = queueWithout();
    queue.add(['a', 'b'], at(0));
    queue.fail('c', 'no', 'change', at(1));
    queue.fail('d', 'no', 'background', at(3));
    expect(queue.stats(at(3))).toEqual({ depth: { change: 1, background: 3 }, oldestSeconds: 3, parked: [] });
    queue.drop('a');
    queue.drop('b');
    expect(queue.stats(at(3))).toMatchObject({ depth: { change: 1, background: 1 }, oldestSeconds: 2 });
  });
});
