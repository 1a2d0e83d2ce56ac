import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRecord } from '@souk/model/audit/audit-record.ts';
import { type ChainTrust, type ChainVerdict, verifyChain } from '@souk/model/audit/verify-chain.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { appendAudit } from './append-audit.ts';
import type { NewAuditEntry } from './audit-entry.ts';
import { type AuditKey, openAuditKey } from './audit-key.ts';
import { type CheckpointService, createCheckpointService } from './checkpoint-service.ts';
import { readAuditExport } from './read-audit-export.ts';
import { readAuditPage } from './read-audit-page.ts';
import { readAuditState } from './read-audit-state.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

const MINUTE = 60_000;
const logger = pino({ level: 'silent' });

function entries(count: number, change: Partial<NewAuditEntry> = {}): NewAuditEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    actor: { name: 'Ana', email: 'ana@acme.example' },
    action: 'published',
    subject: `App/app-${i}`,
    detail: { version: `1.0.${i}`, i },
    ...change,
  }));
}

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`the audit log on ${name}`, () => {
    let store: Store;
    let key: AuditKey;
    let dir: string;
    let clock: FakeClock;
    beforeAll(async () => {
      store = await open();
      dir = mkdtempSync(join(tmpdir(), 'souk-audit-'));
      key = await openAuditKey({ auditKey: undefined, dataDir: dir });
    });
    beforeEach(async () => {
      await resetStore(store);
      clock = new FakeClock();
    });
    afterAll(async () => {
      await store.close();
      rmSync(dir, { recursive: true });
    });

    const append = (items: readonly NewAuditEntry[]) =>
      store.db.transaction().execute((db) => appendAudit(db, items, { now: clock.now() }));

    async function* exported(): AsyncGenerator<AuditRecord> {
      for await (const records of readAuditExport(store.db)) yield* records;
    }
    const verify = (trust?: ChainTrust): Promise<ChainVerdict> => verifyChain(exported(), trust);

    /** Runs the service over one round, and what it does at the end. */
    async function seal(service = serviceOf()): Promise<void> {
      const term = aTerm(store);
      const running = service.run(term);
      await until(
        () => clock.sleeping,
        (sleeping) => sleeping === 1,
      );
      term.end();
      await running;
    }
    const serviceOf = (): CheckpointService =>
      createCheckpointService({
        store,
        key,
        anchors: undefined,
        clock,
        logger,
        telemetry: silentTelemetry(),
      });

    describe('when entries are appended', () => {
      it('chains them, over several transactions', async () => {
        await append(entries(3));
        await append([]);
        await append(entries(2, { commit: 'c1' }));
        expect(await verify()).toMatchObject({ broken: undefined, rows: 5, checkpoints: 0 });
      });

      it('hashes what the database can hold', async () => {
        await append(
          entries(1, {
            subject: 'App/nul\0',
            actor: { name: '\ud800' },
            detail: { 'k\0': ['\udfff'], gone: undefined, at: new Date(0), '10': 1e21, '9': -0 },
          }),
        );
        expect(await verify()).toMatchObject({ broken: undefined, rows: 1 });
      });

      it('keeps the order of transactions that run at once', async () => {
        await Promise.all(Array.from({ length: 8 }, () => append(entries(3))));
        expect(await verify()).toMatchObject({ broken: undefined, rows: 24 });
      });

      it('leaves nothing of a transaction that failed', async () => {
        await append(entries(1));
        const failing = store.db.transaction().execute(async (db) => {
          await appendAudit(db, entries(2), { now: clock.now() });
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        await append(entries(1));
        expect(await verify()).toMatchObject({ broken: undefined, rows: 2 });
      });
    });

    describe('when the log is exported', () => {
      it('gives more than one batch', async () => {
        await append(entries(1_201));
        await seal();
        expect(await verify({ keyIds: new Set([key.id]) })).toMatchObject({
          broken: undefined,
          rows: 1_201,
          checkpoints: 1,
          sealed: 1_201,
        });
      });

      it('leaves out what comes while it is read', async () => {
        await append(entries(600));
        const records: AuditRecord[] = [];
        for await (const batch of readAuditExport(store.db)) {
          records.push(...batch);
          if (records.length < 600) await append(entries(2));
        }
        expect(records).toHaveLength(601);
      });

      const setHead = (seq: number) =>
        sql`update log_head set seq = ${seq}, hash = (select hash from audit where seq = ${seq}) where log = 'audit'`.execute(
          store.db,
        );
      const tampering: [name: string, run: () => Promise<unknown>, kind: string][] = [
        ['an update', () => sql`update audit set action = 'x' where seq = 2`.execute(store.db), 'changed'],
        ['a deletion', () => sql`delete from audit where seq = 2`.execute(store.db), 'gap'],
        [
          'a deletion at the end',
          () => sql`delete from audit where seq = 3`.execute(store.db),
          'missing-tail',
        ],
        ['an emptied table', () => sql`delete from audit`.execute(store.db), 'missing-tail'],
        [
          'a deletion at the end with the head that fits',
          async () => {
            await sql`delete from audit where seq > 1`.execute(store.db);
            await setHead(1);
          },
          'missing-tail',
        ],
        ['an older head', () => setHead(1), 'order'],
        [
          'a row below the first',
          () =>
            sql`insert into audit select 0, at, actor, action, subject, "commit", detail, previous, hash from audit where seq = 1`.execute(
              store.db,
            ),
          'order',
        ],
      ];
      it.each(tampering)('shows %s', async (_name, run, kind) => {
        await append(entries(3));
        await seal();
        await run();
        expect((await verify()).broken).toMatchObject({ kind });
      });
    });

    describe('when the log is paged through', () => {
      beforeEach(async () => {
        await append(entries(2));
        clock.advance(MINUTE);
        await append(entries(2, { action: 'removed', commit: 'c2' }));
      });

      const at = (minutes: number) => new Date(Date.parse('2026-11-22T08:00:00Z') + minutes * MINUTE);
      const cases: [name: string, filter: object, seqs: number[], more: boolean][] = [
        ['everything', { limit: 4 }, [4, 3, 2, 1], false],
        ['a page', { limit: 3 }, [4, 3, 2], true],
        ['the next page', { limit: 3, before: 2 }, [1], false],
        ['a subject', { limit: 9, subject: 'App/app-1' }, [4, 2], false],
        ['an action', { limit: 9, action: 'removed' }, [4, 3], false],
        ['the time from', { limit: 9, since: at(1) }, [4, 3], false],
        ['the time before', { limit: 9, until: at(1) }, [2, 1], false],
      ];
      it.each(cases)('gives %s', async (_name, filter, seqs, more) => {
        const page = await readAuditPage(store.db, { limit: 9, ...filter });
        expect({ seqs: page.rows.map(({ seq }) => seq), more: page.more }).toEqual({ seqs, more });
      });
    });

    describe('when it is time for a checkpoint', () => {
      it('signs after an hour, and not before', async () => {
        const term = aTerm(store);
        await append(entries(1));
        const running = serviceOf().run(term);
        const rounds = async (ms: number) => {
          await until(
            () => clock.sleeping,
            (sleeping) => sleeping === 1,
          );
          clock.advance(ms);
          await until(
            () => clock.sleeping,
            (sleeping) => sleeping === 1,
          );
        };
        await rounds(59 * MINUTE);
        expect(await readAuditState(store.db)).toMatchObject({ seq: 1, sealed: 0 });
        await rounds(MINUTE);
        expect(await readAuditState(store.db)).toMatchObject({
          sealed: 1,
          sealedAt: '2026-11-22T09:00:00.000Z',
        });
        await rounds(10 * 60 * MINUTE);
        expect((await verify()).checkpoints).toBe(1);
        term.end();
        await running;
      });

      it('signs after a thousand rows, and at the end', async () => {
        await append(entries(1_000));
        const term = aTerm(store);
        const running = serviceOf().run(term);
        await until(
          () => clock.sleeping,
          (sleeping) => sleeping === 1,
        );
        expect(await readAuditState(store.db)).toMatchObject({ sealed: 1_000 });
        await append(entries(1));
        term.end();
        await running;
        expect(await readAuditState(store.db)).toMatchObject({ sealed: 1_001 });
      });

      it('writes nothing when nothing is new', async () => {
        await append(entries(1));
        await seal();
        const again = () =>
          store.db.transaction().execute((db) => writeCheckpoint(db, { key, now: clock.now() }));
        await expect(again()).resolves.toBeUndefined();
        await seal();
        expect((await verify()).checkpoints).toBe(1);
      });

      it('ends in silence when somebody else leads', async () => {
        await append(entries(1));
        const fenced = async () => {
          throw new StoreError('fenced', 'Another process leads.');
        };
        const term = { ...aTerm(store), write: fenced };
        const running = serviceOf().run(term);
        term.end();
        await running;
        expect(await readAuditState(store.db)).toMatchObject({ sealed: 0 });
      });
    });
  });
}

describe('when the key is opened', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'souk-key-'));
  });
  const open = (auditKey?: string) => openAuditKey({ auditKey, dataDir: dir });

  it('makes one that only its owner can read, and keeps it', async () => {
    const first = await open();
    expect(statSync(join(dir, 'audit-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, 'audit-key.pub.pem'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect((await open()).id).toBe(first.id);
    expect(first.id).toMatch(/^ed25519:[\w-]{43}$/);
  });

  const rsa = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey;
  const refusals: [name: string, text: (() => string) | undefined, message: string][] = [
    ['that is not there', undefined, 'which is not there'],
    ['that is no key', () => 'x', 'must be a private key in PEM form'],
    ['of another kind', rsa, 'must be an Ed25519 key; it is rsa'],
  ];
  it.each(refusals)('refuses one %s', async (_name, text, message) => {
    const path = join(dir, 'given.pem');
    if (text !== undefined) writeFileSync(path, text());
    await expect(open(path)).rejects.toThrow(message);
  });
});
