import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { type Row, writeRows } from '../store/write-rows.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { hasDue } from './read-due.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = new Date(now.getTime() + 1);

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });

  const cases: [name: string, delivery: Row, expected: boolean][] = [
    ['one that is due this very moment', { due_at: now }, true],
    ['one whose lease has run out', { due_at: now, leased_until: now }, true],
    ['one that is under way', { due_at: now, leased_until: later }, false],
    ['one that is due later', { due_at: later }, false],
    ['one that waits behind another', { due_at: null }, false],
    ['one that is over', { due_at: now, state: 'dead' }, false],
    ['one of another subscription', { due_at: now, subscription_id: 'hook-2' }, false],
  ];
  it.skipIf(skip).each(cases)('judges %s', async (_name, delivery, expected) => {
    const row = { delivery_id: 'dlv_1', subscription_id: 'hook', seq: 1, event_type: 'app.added' };
    await writeRows(store.db, 'delivery', [
      { ...row, subject: 'App/crm', replay: '', attempts: 0, state: 'pending', ...delivery },
    ]);
    expect(await hasDue(store.db, ['a', 'hook', 'z'], now)).toBe(expected);
  });
});
