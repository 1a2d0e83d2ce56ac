import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmDouble } from '../../doubles/crm/crm-double.ts';
import type { CrmRecord } from '../../doubles/crm/crm-records.ts';
import { RunningWorker } from '../../testing/running-worker.ts';

const url = process.env['SOUK_TEST_POSTGRES_URL'];
if (url === undefined)
  process.stderr.write(
    'Skipped: crm-postgres-sync in the runtime against PostgreSQL. Set SOUK_TEST_POSTGRES_URL to the address of a database to run it.\n',
  );

const CLIENT_SECRET = 'reads-records';
const SUNDAY = Date.parse('2026-11-22T01:00:00Z');
const MONDAY = Date.parse('2026-11-23T01:00:00Z');

const account = (number: number, parts: Partial<CrmRecord> = {}): CrmRecord => ({
  id: `A${String(number).padStart(7, '0')}`,
  object: 'accounts',
  version: 1,
  changedAt: '2026-11-20T10:00:00',
  deleted: false,
  fields: { name: `Account ${number}`, country: 'DE' },
  ...parts,
});

describe.skipIf(url === undefined)('when the sync runs against PostgreSQL', () => {
  const schema = `crm_${process.pid}`;
  let db: postgres.Sql;
  let crm: CrmDouble;
  let worker: RunningWorker;

  async function start(config: object = {}): Promise<RunningWorker> {
    const target = new URL(String(url));
    const routes = {
      'crm.example.com': crm.address,
      'crm-replica.example.com:5432': `${target.hostname}:${target.port}`,
    };
    target.host = 'crm-replica.example.com:5432';
    return RunningWorker.start({
      connector: 'crm-postgres-sync',
      config: { objects: ['accounts', 'contacts', 'opportunities'], schema, batchSize: 10, ...config },
      secrets: { CRM_CLIENT_SECRET: CLIENT_SECRET, DATABASE_URL: target.href },
      routes,
    });
  }
  const read = async (text: string): Promise<readonly postgres.Row[]> => [
    ...(await db.begin(async (tx) => {
      await tx.unsafe(`set local search_path to ${schema}`);
      return tx.unsafe(text);
    })),
  ];
  const count = async (table: string) => Number((await read(`select count(*) from ${table}`))[0]?.['count']);
  const metered = (metric: string) =>
    worker.usage
      .filter((usage) => usage.metric === metric)
      .reduce((sum, { value = '1' }) => sum + Number(value), 0);

  beforeAll(() => {
    db = postgres(String(url), { max: 1, onnotice: () => undefined });
  });
  afterAll(() => db?.end());
  beforeEach(async () => {
    await db.unsafe(`create schema ${schema}`);
    crm = new CrmDouble({
      clients: [
        {
          id: 'crm-postgres-sync',
          secret: CLIENT_SECRET,
          scopes: ['crm:accounts:read', 'crm:contacts:read', 'crm:opportunities:read'],
        },
      ],
      webhookSecret: 'none',
    });
    await crm.start();
    worker = await start();
  });
  afterEach(async () => {
    expect(worker.refused).toEqual([]);
    await Promise.all([worker.stop(), crm.stop()]);
    await db.unsafe(`drop schema ${schema} cascade`);
  });

  it('makes the tables, copies all, and afterwards only what changed', async () => {
    for (let number = 1; number <= 25; number += 1) crm.records.put(account(number));
    crm.records.put({
      ...account(1),
      id: 'O0000001',
      object: 'opportunities',
      fields: { name: 'Renewal', account_id: 'A0000001', amount: '12345678901234.5678', currency: 'EUR' },
    });
    expect(await worker.runScheduled(MONDAY)).toBe('ok');
    expect(await count('crm_account')).toBe(25);
    expect(
      await read(`select a.name, o.amount, a.changed_at = '2026-11-20T10:00:00Z' as in_utc, count(o.*)::int as open_opportunities
        from crm_account a join crm_opportunity o on o.account_id = a.id
        where a.deleted_at is null and o.closed_on is null group by a.name, o.amount, a.changed_at`),
    ).toEqual([{ name: 'Account 1', amount: '12345678901234.5678', in_utc: true, open_opportunities: 1 }]);
    expect(metered('rows')).toBe(26);

    const calls = crm.calls.length;
    expect(await worker.runScheduled(MONDAY + 900_000)).toBe('ok');
    expect(crm.calls.slice(calls)).toEqual([
      '/oauth/token',
      '/records/accounts',
      '/records/contacts',
      '/records/opportunities',
    ]);
    crm.records.put(account(3, { version: 2, fields: { name: 'Renamed' } }));
    await worker.runScheduled(MONDAY + 1_800_000);
    expect(await read(`select name from crm_account where id = 'A0000003'`)).toEqual([{ name: 'Renamed' }]);
    expect([metered('rows'), metered('runs')]).toEqual([27, 3]);
  });

  it('never goes back to an older version, and touches nothing that is right when all is read again', async () => {
    crm.records.put(account(1, { version: 5, fields: { name: 'Newest' } }));
    await worker.runScheduled(MONDAY);
    crm.records.put(account(1, { version: 4, fields: { name: 'Older' } }));
    await db.unsafe(`update ${schema}.sync_state set cursor = null`);
    await worker.runScheduled(MONDAY + 1);
    expect(await read('select name, version from crm_account')).toEqual([{ name: 'Newest', version: '5' }]);
    expect(metered('rows')).toBe(1);
  });

  it('keeps records that do not fit, goes on with the rest, and takes them again when it is told to', async () => {
    crm.records.put(account(1, { fields: { name: '' } }));
    crm.records.put(account(2, { fields: { name: 'zero \0 byte' } }));
    crm.records.put(account(3));
    await db.unsafe(`create table ${schema}.crm_account (id text primary key, version bigint not null, changed_at timestamptz not null,
      deleted_at timestamptz, name text check (name <> 'Account 4'), country text, industry text, owner_team text)`);
    crm.records.put(account(4));
    await worker.runScheduled(MONDAY);
    expect(await read('select record_id, reason from crm_dead_letter order by id')).toEqual([
      { record_id: 'A0000001', reason: 'name is wrong' },
      { record_id: 'A0000002', reason: 'name is wrong' },
      { record_id: 'A0000004', reason: 'the database refuses it (23514)' },
    ]);
    expect(await read('select id from crm_account')).toEqual([{ id: 'A0000003' }]);
    await db.unsafe(`alter table ${schema}.crm_account drop constraint crm_account_name_check`);
    await db.unsafe(`update ${schema}.crm_dead_letter set retry = true`);
    await worker.runScheduled(MONDAY + 1);
    // A dead letter holds no zero bytes, so the second one fits now.
    expect(await read('select id from crm_account order by id')).toEqual([
      { id: 'A0000002' },
      { id: 'A0000003' },
      { id: 'A0000004' },
    ]);
    expect(await read('select record_id from crm_dead_letter')).toEqual([{ record_id: 'A0000001' }]);
  });

  it('stops before the cursor moves when too many do not fit, and says so', async () => {
    await worker.stop();
    worker = await start({ maxDeadLetters: 2, batchSize: 5 });
    for (let number = 1; number <= 5; number += 1) crm.records.put(account(number));
    for (let number = 6; number <= 9; number += 1) crm.records.put(account(number, { fields: {} }));
    expect(await worker.runScheduled(MONDAY)).not.toBe('ok');
    expect(await read(`select object, cursor, error from sync_state`)).toEqual([
      { object: 'accounts', cursor: 'c5', error: 'More than 2 records do not fit.' },
    ]);
    expect([await count('crm_account'), await count('crm_dead_letter')]).toEqual([5, 0]);
    expect(worker.lines.join('\n')).toContain('"alert":"CrmSyncDeadLetters"');
  });

  it('marks what was deleted, and empties contacts after 30 days', async () => {
    const contact = {
      ...account(1),
      id: 'C0000001',
      object: 'contacts' as const,
      fields: { name: 'Kim', email: 'kim@example.com' },
    };
    crm.records.put(contact);
    await worker.runScheduled(MONDAY);
    const { fields: _, ...bare } = contact;
    crm.records.put({ ...bare, version: 2, deleted: true, changedAt: new Date().toISOString() });
    await worker.runScheduled(MONDAY + 1);
    expect(await read('select name, deleted_at is not null as gone from crm_contact')).toEqual([
      { name: 'Kim', gone: true },
    ]);
    await db.unsafe(`update ${schema}.crm_contact set deleted_at = now() - interval '31 days'`);
    await worker.runScheduled(MONDAY + 2);
    expect(await read('select id, name, email from crm_contact')).toEqual([
      { id: 'C0000001', name: null, email: null },
    ]);
  });

  it('finds on Sunday what the CRM told nobody of, once', async () => {
    for (let number = 1; number <= 3; number += 1) crm.records.put(account(number));
    await worker.runScheduled(MONDAY);
    crm.records.putQuietly(account(2, { version: 2, fields: { name: 'Quiet' } }));
    crm.records.putQuietly(account(4));
    crm.records.drop('accounts', 'A0000003');
    await worker.runScheduled(MONDAY + 1);
    expect(await count('crm_account')).toBe(3);
    expect(await worker.runScheduled(SUNDAY)).toBe('ok');
    expect(
      await read('select id, name, deleted_at is not null as gone from crm_account order by id'),
    ).toEqual([
      { id: 'A0000001', name: 'Account 1', gone: false },
      { id: 'A0000002', name: 'Quiet', gone: false },
      { id: 'A0000003', name: 'Account 3', gone: true },
      { id: 'A0000004', name: 'Account 4', gone: false },
    ]);
    const calls = crm.calls.length;
    await worker.runScheduled(SUNDAY + 900_000);
    expect(crm.calls.length - calls).toBe(4);
  });

  it('keeps the page and the cursor together, and goes on where it was cut off', async () => {
    for (let number = 1; number <= 30; number += 1) crm.records.put(account(number));
    await worker.runScheduled(MONDAY);
    for (let number = 31; number <= 60; number += 1) crm.records.put(account(number));
    // The second page cannot be read.
    crm.failAfter(2, 503);
    expect(await worker.runScheduled(MONDAY + 1)).not.toBe('ok');
    expect(await read(`select cursor, error from sync_state where object = 'accounts'`)).toEqual([
      { cursor: 'c40', error: 'The CRM answered 503.' },
    ]);
    expect(await count('crm_account')).toBe(40);
    expect(await worker.runScheduled(MONDAY + 2)).toBe('ok');
    expect(await count('crm_account')).toBe(60);
    expect(metered('rows')).toBe(60);
  });

  it('leaves the schema to another run that is on its way', async () => {
    crm.records.put(account(1));
    await Promise.all([
      worker.runScheduled(MONDAY),
      worker.runScheduled(MONDAY + 1),
      worker.runScheduled(MONDAY + 2),
    ]);
    expect(await count('crm_account')).toBe(1);
    expect(metered('rows')).toBe(1);
    await db.unsafe(`select pg_advisory_lock(hashtextextended('crm-postgres-sync ${schema}', 0))`);
    const calls = crm.calls.length;
    expect(await worker.runScheduled(MONDAY + 3)).toBe('ok');
    await db.unsafe('select pg_advisory_unlock_all()');
    expect(crm.calls).toHaveLength(calls);
  });
});
