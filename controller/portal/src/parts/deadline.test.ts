import { describe, expect, it } from 'vitest';
import { daysUntil, describeDaysLeft, urgencyOf } from './deadline.ts';

const now = new Date('2026-11-22T15:30:00Z');

describe('daysUntil', () => {
  it.each([
    ['a later day', '2026-12-01', 9],
    ['the same day', '2026-11-22', 0],
    ['a time late on the same day', '2026-11-22T23:59:59Z', 0],
    ['the next day, less than 24 hours on', '2026-11-23T01:00:00Z', 1],
    ['a past day', '2026-11-20', -2],
    ['a year on', '2027-11-22', 365],
  ])('counts to %s', (_name, date, days) => {
    expect(daysUntil(date, now)).toBe(days);
  });

  it('returns undefined when the date cannot be read', () => {
    expect(daysUntil('soon', now)).toBeUndefined();
  });
});

describe('describeDaysLeft', () => {
  it.each([
    [12, '12 days left'],
    [1, '1 day left'],
    [0, 'ends today'],
    [-1, 'ended yesterday'],
    [-1200, 'ended 1,200 days ago'],
  ])('says of %i "%s"', (days, text) => {
    expect(describeDaysLeft(days)).toBe(text);
  });
});

describe('urgencyOf', () => {
  it.each([
    [91, 'calm'],
    [90, 'soon'],
    [30, 'now'],
    [-5, 'now'],
  ])('of %i days is %s', (days, urgency) => {
    expect(urgencyOf(days)).toBe(urgency);
  });
});
