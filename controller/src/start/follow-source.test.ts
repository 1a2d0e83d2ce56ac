import { describe, expect, it } from 'vitest';
import type { Pass } from '../reconcile/reconciler.ts';
import { endedSync } from './follow-source.ts';

const report = {
  ...{ fingerprint: 'c2', commit: 'c2', revision: 2, later: 0, held: 0, unreadable: [], wrote: true },
  ...{ added: 1, modified: 2, removed: 3, timings: { read: 1, judge: 1, write: 1 } },
};
const synced = (change: Partial<{ moved: boolean; held: number }>): Pass => {
  const at = new Date(0);
  return {
    ...{ outcome: 'synced', begunAt: at, at, seconds: 2 },
    report: { ...report, moved: true, ...change },
  };
};

describe('when a sync has ended', () => {
  it.each([
    ['tells the lag of a commit that came', synced({}), { outcome: 'synced', lagSeconds: 2 }],
    ['tells of what is held', synced({ held: 1 }), { outcome: 'held', lagSeconds: 2 }],
    ['tells no lag where the source stood still', synced({ moved: false }), { outcome: 'synced' }],
  ])('%s', (_, pass, expected) => {
    expect(endedSync(pass)).toEqual({ seconds: 2, changed: 6, ...expected });
  });
});
