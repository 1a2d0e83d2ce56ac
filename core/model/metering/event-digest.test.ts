import { describe, expect, it } from 'vitest';
import { digestEvent } from './event-digest.ts';
import type { UsageEvent } from './usage-event.ts';

const event: UsageEvent = {
  ...{ id: 'e1', metric: 'calls', value: '1', unit: 'k', at: 1, sequence: '7', subject: 'ada' },
  tags: [['a', 'x']],
};

describe('when two events have the same id', () => {
  it.each<[string, Partial<UsageEvent>]>([
    ['writes its value another way', { value: '001.00' }],
    ['is of the same id', { id: 'e2' }],
  ])('is taken for the same when it %s', (_name, change) => {
    expect(digestEvent({ ...event, ...change })).toBe(digestEvent(event));
  });

  const { unit, at, sequence, subject, tags, ...bare } = event;
  it.each<[string, UsageEvent]>([
    ['metric', { ...event, metric: 'call' }],
    ['value', { ...event, value: '1.000000000001' }],
    ['unit', { ...event, unit: 'M' }],
    ['time', { ...event, at: 2 }],
    ['number', { ...event, sequence: '8' }],
    ['subject', { ...event, subject: 'bob' }],
    ['tag', { ...event, tags: [['a', 'y']] }],
    [
      'tags',
      {
        ...event,
        tags: [
          ['a', 'x'],
          ['b', ''],
        ],
      },
    ],
    ['members', bare],
    ['subject in the place of its unit', { ...bare, unit: 'ada' }],
  ])('is told from one with another %s', (_name, other) => {
    expect(digestEvent(other)).not.toBe(digestEvent(event));
    expect(digestEvent(other)).toMatch(/^[\da-f]{32}$/);
  });
});
