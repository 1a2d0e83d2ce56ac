import { describe, expect, it } from 'vitest';
import { assembleBatch, batchesOf, copiesIn, installationOf, type LoadPlan } from './ingest-load.ts';

const plan = (change: Partial<LoadPlan> = {}): LoadPlan => ({
  ...{ events: 20_000, batch: 100, installations: ['a', 'b', 'c', 'd'], prefix: 'x' },
  now: Date.parse('2026-11-22T08:00:00Z'),
  ...change,
});

function sentBy(load: LoadPlan) {
  return Array.from({ length: batchesOf(load) }, (_, batch) => ({
    installation: installationOf(load, batch),
    events: assembleBatch(load, batch),
    copies: copiesIn(load, batch),
  }));
}

describe.each([1, 7, 100, 1_000])('in batches of %d', (batch) => {
  const load = plan({ batch });
  const batches = sentBy(load);

  it('sends as many events as were asked for, the last batch being the rest', () => {
    expect(batches.reduce((sum, { events }) => sum + events.length, 0)).toBe(20_000);
    expect(Math.max(...batches.map(({ events }) => events.length))).toBe(batch);
  });

  it('says how many of them their installation has sent before: a tenth', () => {
    const sent = new Map<string, string>();
    let copies = 0;
    const wrong: string[] = [];
    for (const { installation, events, copies: told } of batches) {
      const known = events.filter((event) => sent.has(`${installation}/${event.id}`));
      if (known.length !== told) wrong.push(`${known.length} copies, told were ${told}`);
      copies += told;
      for (const event of events) {
        const [key, text] = [`${installation}/${event.id}`, JSON.stringify(event)];
        if ((sent.get(key) ?? text) !== text) wrong.push(`${key} is not what it was`);
        sent.set(key, text);
      }
    }
    expect(wrong).toEqual([]);
    expect(copies / 20_000).toBeGreaterThan(0.07);
    expect(copies / 20_000).toBeLessThan(0.11);
  });
});

it('sends the same again when it is asked again, and other ids with another prefix', () => {
  expect(assembleBatch(plan(), 3)).toEqual(assembleBatch(plan(), 3));
  const others = new Set(assembleBatch(plan({ prefix: 'y' }), 3).map(({ id }) => id));
  expect(assembleBatch(plan(), 3).filter(({ id }) => others.has(id))).toEqual([]);
});

it('has times in the day before', () => {
  const times = assembleBatch(plan({ batch: 1_000 }), 0).map(({ time }) => Date.parse(time));
  expect(Math.min(...times)).toBeGreaterThan(plan().now - 24 * 3_600_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(plan().now);
});
