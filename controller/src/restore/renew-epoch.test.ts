import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRecord } from '@souk/model/audit/audit-record.ts';
import { verifyChain } from '@souk/model/audit/verify-chain.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit } from '../audit/append-audit.ts';
import { type AuditKey, openAuditKey } from '../audit/audit-key.ts';
import { readAuditExport } from '../audit/read-audit-export.ts';
import { readAuditPage } from '../audit/read-audit-page.ts';
import { writeCheckpoint } from '../audit/write-checkpoint.ts';
import { appendEvents } from '../events/append-events.ts';
import type { Queryable, Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { resetStore } from '../testing/reset-store.ts';
import { runApi } from '../testing/running-api.ts';
import { stores } from '../testing/stores.ts';
import { fanOut } from '../webhooks/fan-out.ts';
import { aSubscription } from '../webhooks/testing/a-subscription.ts';
import { renewEpoch } from './renew-epoch.ts';

const now = new Date('2026-11-22T08:00:00Z');
const hook = aSubscription({ id: 'hook', events: ['*'] });

describe.each(stores)('a database of $name that came back from a backup', ({ skip, open }) => {
  let store: Store;
  let key: AuditKey;
  let dir: string;
  beforeAll(async () => {
    if (skip) return;
    store = await open();
    dir = mkdtempSync(join(tmpdir(), 'souk-renewal-'));
    const privateKey = generateKeyPairSync('ed25519').privateKey;
    const auditKey = join(dir, 'key.pem');
    writeFileSync(auditKey, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    key = await openAuditKey({ auditKey, dataDir: dir });
  }, 60_000);
  afterAll(async () => {
    if (skip) return;
    await store.close();
    rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });

  const write = <T>(work: (db: Queryable) => Promise<T>): Promise<T> => store.db.transaction().execute(work);

  /** Something happens to an app, and the hook is told. */
  async function happen(id: string): Promise<{ readonly webhookId: string; readonly cursor: string }> {
    const seq = await write((db) =>
      appendEvents(
        db,
        [{ type: 'app.added', entity: { kind: 'App', id }, change: 'added', data: { version: '1.0.0' } }],
        { revision: 1, now },
      ),
    );
    const { epoch } = await store.db.selectFrom('sync_cursor').select('epoch').executeTakeFirstOrThrow();
    await write((db) => fanOut(db, [hook], { epoch, means: { mail: false }, now }));
    const { delivery_id: webhookId } = await store.db
      .selectFrom('delivery')
      .select('delivery_id')
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow();
    return { webhookId, cursor: `${epoch}.${seq}` };
  }

  /** The database is again as it was when that many events had happened. */
  async function restore(seq: number): Promise<void> {
    for (const table of ['event', 'delivery'] as const)
      await store.db.deleteFrom(table).where('seq', '>', seq).execute();
    await sql`update log_head set seq = ${seq} where log = 'event'`.execute(store.db);
    await sql`update subscription_state set seq = ${seq}`.execute(store.db);
  }

  it.skipIf(skip)('gives no event an id that another had, and no cursor of before a place', async () => {
    await writeRows(store.db, 'subscription_state', [{ subscription_id: 'hook', seq: 0 }]);
    const { api, close } = await runApi({ store, catalog: {} });
    try {
      const kept = await happen('crm');
      const lost = await happen('erp');
      await restore(1);
      const { before, after } = await write((db) => renewEpoch(db, now));
      const other = await happen('hr');
      expect([lost.cursor, other.cursor]).toEqual([`${before}.2`, `${after}.2`]);
      expect(other.webhookId).not.toBe(lost.webhookId);
      for (const { cursor } of [kept, lost]) {
        const answer = await api.inject(`/api/v1/changes?since=${cursor}`);
        expect([answer.statusCode, answer.json().code]).toEqual([410, 'feed-expired']);
      }
      expect((await api.inject(`/api/v1/changes?since=${after}.1`)).json()).toMatchObject({
        items: [{ id: 'hr', cursor: `${after}.2` }],
      });
    } finally {
      await close();
    }
  });

  it.skipIf(skip)('goes on with its audit log, and says there what was done', async () => {
    const published = { actor: { name: 'Ana' }, action: 'published', subject: 'App/crm', detail: {} };
    await write((db) => appendAudit(db, [published], { now }));
    await write((db) => writeCheckpoint(db, { key, now }));
    const { before, after } = await write((db) => renewEpoch(db, now));
    await write((db) => writeCheckpoint(db, { key, now }));
    const verdict = await verifyChain(exported(store), { keyIds: new Set([key.id]) });
    expect(verdict).toMatchObject({ broken: undefined, rows: 2, checkpoints: 2, sealed: 2 });
    expect(await readAuditPage(store.db, { limit: 1 })).toMatchObject({
      rows: [{ action: 'renewed', subject: 'catalog', detail: { before, after, events: 0 } }],
    });
  });
});

async function* exported(store: Store): AsyncGenerator<AuditRecord> {
  for await (const records of readAuditExport(store.db)) yield* records;
}
