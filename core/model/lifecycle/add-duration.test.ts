import { describe, expect, it } from 'vitest';
import { addDuration } from './add-duration.ts';

describe('when a length of time is added', () => {
  it.each([
    ['2026-01-31', '1mo', '2026-02-28T00:00:00.000Z'],
    ['2026-01-31', 'P1M', '2026-02-28T00:00:00.000Z'],
    ['2024-02-29', '1y', '2025-02-28T00:00:00.000Z'],
    ['2026-03-28T12:00:00Z', '7d', '2026-04-04T12:00:00.000Z'],
    ['2026-01-01', '2w', '2026-01-15T00:00:00.000Z'],
    ['2026-01-01', 'P1Y2M3DT4H5M6S', '2027-03-04T04:05:06.000Z'],
    ['2026-01-01', '90m', '2026-01-01T01:30:00.000Z'],
    ['2026-01-01', '99999999y', '9999-12-31T00:00:00.000Z'],
    ['2026-01-01', 'P9000Y', '9999-12-31T00:00:00.000Z'],
    ['2026-01-01', '1500ms', '2026-01-01T00:00:01.500Z'],
  ])('%s and %s give %s', (from, duration, to) => {
    expect(addDuration(new Date(from), duration).toISOString()).toBe(to);
  });

  it('refuses what is none', () => {
    expect(() => addDuration(new Date(0), 'soon')).toThrow(RangeError);
  });
});
