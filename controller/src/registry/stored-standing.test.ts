import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { countConditions } from './count-conditions.ts';
import { findPublished } from './find-published.ts';
import { readHeldRemovals } from './held-removals.ts';
import { readEntity } from './read-entity.ts';
import { readLeftOut } from './read-left-out.ts';
import { readTombstone } from './read-tombstone.ts';
import { readVersion } from './read-version.ts';

const key = { kind: 'App', id: 'crm' } as const;
const at = new Date('2026-11-22T08:00:00Z');
const location = { path: 'catalog/crm.yaml', line: 7, column: 1, endLine: 7, endColumn: 2 };
const finding = { rule: 'r', level: 'deny', message: 'No.', help: 'Mend it.', docs: 'd.md', location };
const score = { score: 80, badge: 'verified', parts: [] };

describe.each(stores)('how an entity stands, in $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (skip) return;
    store = await open();
    await resetStore(store);
    const { db } = store;
    await writeRows(db, 'entity', [
      {
        ...{ ...key, path: location.path, digest: '', fingerprint: '', state: 'stalled', search: '' },
        ...{ risk_reasons: [], attachments: [], facets: {}, updated_at: at },
      },
    ]);
    await writeRows(db, 'condition', [
      {
        ...{ ...key, type: 'Accepted', status: 'False', reason: 'Broken', message: 'No.', location },
        ...{ observed_commit: 'c1', changed_at: at },
      },
      { ...key, type: 'Compliant', status: 'Unknown', reason: 'NotAccepted', message: '?', changed_at: at },
    ]);
    await writeRows(db, 'finding', [
      { ...key, ...finding, origin: 'vetting', ordinal: 0, rule: 'second' },
      { ...key, ...finding, origin: 'check', ordinal: 0, rule: 'first' },
    ]);
    await writeRows(db, 'entity_version', [
      {
        ...{ ...key, version: '1.0.0', digest: 'sha256:0', first_seen_at: at, manifest: { id: 'crm' } },
        ...{ verdict: 'pass', findings: [finding], risk: 'low', score, vetted_at: at },
      },
    ]);
    await writeRows(db, 'tombstone', [
      { ...key, id: 'gone', path: 'p', digest: 'd', removed_at: at, expires_at: new Date(at.getTime() + 1) },
    ]);
    await writeRows(
      db,
      'held_removal',
      ['b', 'a', 'c'].map((id) => ({
        ...key,
        id,
        commit: `c-${id}`,
        held_at: id === 'b' ? new Date(0) : at,
      })),
    );
    await writeRows(
      db,
      'applied_commit',
      ['aaaaaaa1', 'aaaaaaa2'].map((commit, i) => ({ commit, revision: i, applied_at: at })),
    );
  }, 60_000);
  afterAll(async () => {
    if (!skip) await store.close();
  });

  it.skipIf(skip)('shows conditions, and what vetting found after what the checks did', async () => {
    const entity = await readEntity(store.db, key);
    expect(entity?.findings.map(({ rule }) => rule)).toEqual(['first', 'second']);
    expect(entity?.conditions).toEqual([
      {
        ...{ type: 'Accepted', status: 'False', reason: 'Broken', message: 'No.', location },
        ...{ observedCommit: 'c1', changedAt: at },
      },
      expect.objectContaining({ type: 'Compliant', location: undefined, observedCommit: undefined }),
    ]);
    expect(await countConditions(store.db)).toEqual({ Accepted: { False: 1 }, Compliant: { Unknown: 1 } });
  });

  it.skipIf(skip)('names files that were left out with their line', async () => {
    expect(await readLeftOut(store.db, 10)).toEqual([{ path: location.path, line: 7, message: 'No.' }]);
  });

  it.skipIf(skip)('keeps versions and what has left', async () => {
    expect(await readVersion(store.db, key, '1.0.0')).toEqual({
      ...{ version: '1.0.0', digest: 'sha256:0', commit: undefined, firstSeenAt: at, path: undefined },
      ...{ verdict: 'pass', score, vettedAt: at, manifest: { id: 'crm' }, risk: 'low', findings: [finding] },
    });
    expect(await readTombstone(store.db, { ...key, id: 'gone' })).toMatchObject({ removedAt: at });
  });

  it.skipIf(skip)('sums up what is held by the commit that asked first', async () => {
    expect(await readHeldRemovals(store.db, 2)).toEqual({
      ...{ count: 3, commit: 'c-b', since: new Date(0) },
      first: [
        { kind: 'App', id: 'a' },
        { kind: 'App', id: 'b' },
      ],
    });
  });

  it.skipIf(skip)('finds a commit by its beginning', async () => {
    expect(await findPublished(store.db, 'aaaaaaa2')).toEqual({
      state: 'applied',
      commit: 'aaaaaaa2',
      revision: 1,
    });
    expect(await findPublished(store.db, 'aaaaaaa')).toEqual({ state: 'ambiguous' });
    expect(await findPublished(store.db, 'bbbbbbb')).toEqual({ state: 'unknown' });
  });
});
