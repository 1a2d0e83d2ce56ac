import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import type { Store } from './store.ts';
import { encodeJson, writeRows } from './write-rows.ts';

describe('when a text holds what PostgreSQL can not', () => {
  const cases: [name: string, text: string, expected: string][] = [
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\ud800b', 'a\uFFFDb'],
    ['a whole pair', '😀', '😀'],
    ['an escape that only looks like one', String.raw`\u0000 \ud800`, String.raw`\u0000 \ud800`],
  ];
  it.each(cases)('holds %s', (_name, text, expected) => {
    expect(JSON.parse(encodeJson({ [text]: [text] }))).toEqual({ [expected]: [expected] });
  });

  it('leaves dates as they are', () => {
    expect(JSON.parse(encodeJson({ at: new Date(0), nul: '\0' }))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      nul: '\uFFFD',
    });
  });
});

describe.each(stores)('rows on $name', ({ open, skip }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(() => (skip ? undefined : resetStore(store)));

  const anEvent = (seq: number) => ({ seq, type: 'app.added', revision: 1, at: new Date(0), data: { seq } });

  it.skipIf(skip)('come back with the numbers and times that were written, in batches', async () => {
    const written = [
      ...Array.from({ length: 600 }, (_, i) => anEvent(i + 1)),
      anEvent(Number.MAX_SAFE_INTEGER),
    ];
    await writeRows(store.db, 'event', written);
    const rows = await store.db
      .selectFrom('event')
      .select(['seq', 'type', 'revision', 'at', 'data'])
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => ({ ...row, seq: Number(row.seq) }))).toEqual(written);
  });

  it.skipIf(skip)(
    'take no default of their table: what is left out is null, and refused where it must not be',
    async () => {
      const delivery = {
        delivery_id: 'a',
        subscription_id: 'hook',
        seq: 1,
        event_type: 'app.added',
        subject: 'App/crm',
      };
      const refused = writeRows(store.db, 'delivery', [{ ...delivery, state: 'pending', replay: '' }]);
      await expect(refused).rejects.toThrow(/"attempts".*not-null/);
    },
  );

  it.skipIf(skip)('replace what the conflict says', async () => {
    const onConflict = sql`on conflict (seq) do update set type = excluded.type`;
    await writeRows(store.db, 'event', [anEvent(1)]);
    await writeRows(store.db, 'event', [{ ...anEvent(1), type: 'app.removed' }], { onConflict });
    expect(await store.db.selectFrom('event').select('type').execute()).toEqual([{ type: 'app.removed' }]);
  });
});
