import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import { calmly } from '../testing/calm-judge.ts';
import { anApp, aSnapshot, aTeam, pathOf, type SnapshotParts } from '../testing/catalog-snapshot.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { type ApplyResult, applySync } from './apply-sync.ts';
import { assembleDesired } from './assemble-desired.ts';
import { planSync } from './plan-sync.ts';
import { readObserved } from './read-observed.ts';
import { readSyncCursor } from './sync-cursor.ts';

const crm = { kind: 'App', id: 'crm' } as const;
const team = aTeam({ id: 'sales-tools' });

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store?.close());
    beforeEach(() => resetStore(store));

    async function sync(
      parts: SnapshotParts,
      options: { at?: string; findings?: Finding[]; signal?: AbortSignal } = {},
    ): Promise<ApplyResult> {
      const { at = '2026-11-22T08:00:00Z', findings = [], signal } = options;
      const snapshot = aSnapshot(parts);
      const desired = assembleDesired(snapshot, calmly(snapshot, findings));
      const planned = planSync(desired, await readObserved(store.db));
      if (!planned.ok) throw new Error(planned.reason);
      const cursor = await readSyncCursor(store.db);
      const moment = { commit: parts.commit, now: new Date(at) };
      return applySync(store, {
        plan: planned.plan,
        cursor,
        fingerprint: parts.commit ?? '',
        unreadable: [],
        moment,
        signal,
      });
    }

    /** Number of the next writing transaction: it stands still exactly as long as nobody writes. */
    async function nextTransaction(): Promise<string> {
      const { rows } = await sql<{
        next: string;
      }>`select txid_snapshot_xmax(txid_current_snapshot())::text as next`.execute(store.db);
      return rows[0]?.next ?? '';
    }

    describe('when nothing differs', () => {
      it('writes nothing at all', async () => {
        const parts = {
          manifests: [anApp({ id: 'crm' }), team],
          unreadable: ['catalog/odd.yaml'],
          commit: 'c1',
        };
        await sync(parts);
        const before = await nextTransaction();
        expect(await sync(parts, { at: '2026-11-23T08:00:00Z' })).toEqual({ written: [], deleted: [] });
        expect(await nextTransaction()).toBe(before);
      });

      it('moves only the cursor for a commit that leaves the catalog alone', async () => {
        await sync({ manifests: [team], commit: 'c1' });
        const { revision } = await readSyncCursor(store.db);
        await sync({ manifests: [team], commit: 'c2' });
        expect(await readSyncCursor(store.db)).toMatchObject({ revision, commit: 'c2', state: 'synced' });
      });
    });

    describe('when content changes', () => {
      it('keeps what others say and raises the revision', async () => {
        await sync({ manifests: [anApp({ id: 'crm' }), team], commit: 'c1' });
        const result = await sync(
          { manifests: [anApp({ id: 'crm', version: '1.1.0' }), team], commit: 'c2' },
          { at: '2026-11-23T08:00:00Z' },
        );
        expect(result).toEqual({ written: [crm], deleted: [] });
        const registry = await Registry.load(store);
        expect(registry.get(crm)).toMatchObject({
          version: '1.1.0',
          updatedAt: new Date('2026-11-23T08:00:00Z'),
        });
        expect(registry.get({ kind: 'Team', id: 'sales-tools' })?.updatedAt).toEqual(
          new Date('2026-11-22T08:00:00Z'),
        );
        expect((await readSyncCursor(store.db)).revision).toBe(2);
      });

      it('never changes a version that was accepted', async () => {
        await sync({ manifests: [anApp({ id: 'crm', summary: 'First.' })], commit: 'c1' });
        await sync({ manifests: [anApp({ id: 'crm', summary: 'Second.' })], commit: 'c2' });
        await sync(
          { manifests: [anApp({ id: 'crm', version: '1.1.0' })], commit: 'c3' },
          { at: '2026-11-24T08:00:00Z' },
        );
        const versions = await (await Registry.load(store)).versions(crm);
        expect(versions.map(({ version, commit }) => [version, commit])).toEqual([
          ['1.1.0', 'c3'],
          ['1.0.0', 'c1'],
        ]);
      });

      it('keeps commit and time when only a judgement changes', async () => {
        const finding: Finding = {
          rule: 'r',
          level: 'warn',
          message: 'm',
          help: 'h',
          docs: 'd',
          location: startOf(pathOf(crm)),
          waivedBy: 'w',
        };
        await sync({ manifests: [anApp({ id: 'crm' })], commit: 'c1' });
        await sync(
          { manifests: [anApp({ id: 'crm' })], commit: 'c2' },
          { at: '2026-11-23T08:00:00Z', findings: [finding] },
        );
        const registry = await Registry.load(store);
        expect(registry.get(crm)?.updatedAt).toEqual(new Date('2026-11-22T08:00:00Z'));
        expect(await registry.read(crm)).toMatchObject({ commit: 'c1', findings: [finding] });
      });

      it('keeps the manifest as it was written, keys in order', async () => {
        await sync({ manifests: [anApp({ id: 'crm' })] });
        const stored = await (await Registry.load(store)).read(crm);
        expect(JSON.stringify(stored?.manifest)).toBe(JSON.stringify(anApp({ id: 'crm' })));
      });

      it('stores texts that PostgreSQL can not hold as near as it can', async () => {
        await sync({ manifests: [anApp({ id: 'crm', name: 'a\0b\ud800' })] });
        expect((await Registry.load(store)).get(crm)?.name).toBe('a\uFFFDb\uFFFD');
      });
    });

    describe('when a file breaks', () => {
      it('keeps the last good content, marked, and lets it recover', async () => {
        await sync({ manifests: [anApp({ id: 'crm', tags: ['x'] }), team], commit: 'c1' });
        await sync(
          { manifests: [team], broken: [{ path: pathOf(crm), key: crm }], commit: 'c2' },
          { at: '2026-11-23T08:00:00Z' },
        );
        const broken = await Registry.load(store);
        expect(broken.get(crm)).toMatchObject({
          state: 'stalled',
          name: 'App crm',
          tags: ['x'],
          updatedAt: new Date('2026-11-22T08:00:00Z'),
        });
        expect((await broken.read(crm))?.references).toHaveLength(1);
        await sync({ manifests: [anApp({ id: 'crm', tags: ['x'] }), team], commit: 'c3' });
        expect((await Registry.load(store)).get(crm)?.state).toBe('ready');
      });

      it('lists one that was never whole', async () => {
        await sync({ broken: [{ path: pathOf(crm), key: crm }], manifests: [team] });
        const registry = await Registry.load(store);
        expect(registry.get(crm)).toMatchObject({ state: 'stalled', name: undefined });
        expect(await registry.read(crm)).toMatchObject({ manifest: {} });
        expect(await registry.versions(crm)).toEqual([]);
      });
    });

    describe('when an entity leaves', () => {
      it('goes with all that belongs to it but its versions', async () => {
        const finding: Finding = {
          rule: 'r',
          level: 'warn',
          message: 'm',
          help: 'h',
          docs: 'd',
          location: startOf(pathOf(crm)),
        };
        await sync({ manifests: [anApp({ id: 'crm' }), team] }, { findings: [finding] });
        expect(await sync({ manifests: [team] })).toEqual({ written: [], deleted: [crm] });
        const registry = await Registry.load(store);
        expect(registry.get(crm)).toBeUndefined();
        expect(await registry.versions(crm)).toHaveLength(1);
        for (const table of ['reference', 'finding'] as const) {
          expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
        }
      });
    });

    describe('when it is stopped half-way', () => {
      it('leaves the old state whole', async () => {
        await sync({ manifests: [team], commit: 'c1' });
        const signal = AbortSignal.abort(new Error('stop'));
        await expect(sync({ manifests: [anApp({ id: 'crm' })], commit: 'c2' }, { signal })).rejects.toThrow(
          'stop',
        );
        expect(await readObserved(store.db)).toHaveLength(1);
        expect(await readSyncCursor(store.db)).toMatchObject({ commit: 'c1', revision: 1 });
      });
    });

    describe('when there are more entities than a batch', () => {
      it('stores each', async () => {
        const manifests = Array.from({ length: 620 }, (_, i) => anApp({ id: `app-${i}` }));
        await sync({ manifests });
        expect((await Registry.load(store)).counts()).toEqual({
          total: 620,
          byKind: { App: 620 },
          stalled: 0,
        });
      });
    });
  });
}
