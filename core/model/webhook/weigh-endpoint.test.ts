import { describe, expect, it } from 'vitest';
import { weighEndpoint } from './weigh-endpoint.ts';

const now = new Date('2026-11-22T08:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1_000);
const failed = { kind: 'timeout' } as const;

describe('when an endpoint fails', () => {
  it('remembers since when', () => {
    expect(weighEndpoint(failed, undefined, now)).toEqual({ failingSince: now, disabledBecause: undefined });
    expect(weighEndpoint(failed, daysAgo(4.9), now)).toEqual({
      failingSince: daysAgo(4.9),
      disabledBecause: undefined,
    });
  });

  it('is given up after five days', () => {
    expect(weighEndpoint(failed, daysAgo(5), now).disabledBecause).toContain('5 days');
  });

  it('is given up at once when it answers 410', () => {
    expect(weighEndpoint({ kind: 'gone', status: 410 }, undefined, now).disabledBecause).toContain('410');
  });
});

describe('when an endpoint works', () => {
  it('forgets all failures', () => {
    const health = weighEndpoint({ kind: 'delivered', status: 200 }, daysAgo(9), now);
    expect(health).toEqual({ failingSince: undefined, disabledBecause: undefined });
  });
});
