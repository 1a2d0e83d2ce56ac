import { describe, expect, it } from 'vitest';
import { formatRelativeTime } from './format-relative-time.ts';

describe('formatRelativeTime', () => {
  it.each([
    ['2026-11-22T11:59:40Z', 'just now'],
    ['2026-11-22T09:00:00Z', '3 hours ago'],
    ['2026-11-21T11:00:00Z', 'yesterday'],
    ['2026-11-29T12:00:00Z', 'next week'],
    ['2024-11-22', '2 years ago'],
    ['never', undefined],
  ])('says of %s %s', (date, text) => {
    expect(formatRelativeTime(date, new Date('2026-11-22T12:00:00Z'))).toBe(text);
  });
});
