import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { ReadSecret } from '../secrets/read-secret.ts';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { BareRemote } from '../testing/bare-remote.ts';
import { anApp } from '../testing/catalog-snapshot.ts';
import { type GitServer, type Mood, startGitServer } from '../testing/git-server.ts';
import { crmManifest, GitShop } from '../testing/git-shop.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import { createAddressGuard } from '../webhooks/address-guard.ts';
import { type ForeignLimits, foreignLimits } from './foreign-limits.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readSourceCursor } from './source-cursor.ts';
import { syncSource } from './sync-source.ts';
import { aSource, aTree } from './testing/federated-world.ts';

const MEBIBYTE = 2 ** 20;
const crm = anApp({ id: 'crm' });
/** A name that stands for nothing outside this test. */
const HOST = 'git.example.test';

let store: Store;
let dir: string;
let server: GitServer;
let remote: BareRemote;

beforeAll(async () => {
  store = await borrowMemoryStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await resetStore(store);
  dir = mkdtempSync(join(tmpdir(), 'souk-sync-'));
  mkdirSync(join(dir, 'sources'));
  server = await startGitServer(dir);
  remote = new BareRemote(join(dir, 'asia.git'));
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

interface SyncOptions {
  readonly limits?: Partial<ForeignLimits>;
  readonly addresses?: readonly string[];
  readonly lookMs?: number;
  readonly readSecret?: ReadSecret;
}

const inTurn = oneAtATime();
const oneToken: ReadSecret = async () => ({ ok: true, value: 't0ken' });

async function sync(
  source: Source,
  { limits = {}, addresses = ['127.0.0.1'], lookMs = 3_000, readSecret = oneToken }: SyncOptions = {},
) {
  const task = {
    source,
    budget: { most: 100, share: 0.25, approved: [] },
    dir: join(dir, 'sources', source.id),
  };
  const ports = {
    store,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    announce: async () => {},
    inTurn,
    limits: { ...foreignLimits, ...limits },
    patience: { lookMs, fetchMs: 60_000, stallSeconds: 2 },
    remote: {
      guard: createAddressGuard(['127.0.0.0/8']),
      lookUp: async () => addresses,
      readSecret,
      allowFiles: true,
      home: dir,
    },
  };
  const well = await syncSource(task, ports, aTerm(store), new AbortController().signal);
  const entities = await store.db.selectFrom('entity').select(['id', 'version']).orderBy('id').execute();
  return { well, cursor: await readSourceCursor(store.db, source.id), entities };
}

function overHttp(change: Partial<Source> = {}): Source {
  return aSource(remote, { url: `http://${HOST}:${server.port}/asia.git`, ...change });
}

describe('when another catalog is behind HTTP', () => {
  it('goes to the address that was looked at, whatever the name stands for by then', async () => {
    const commit = remote.push(aTree(crm), undefined);
    const { cursor, entities } = await sync(overHttp());
    expect(cursor).toMatchObject({ state: 'synced', commit, entities: 1, error: null });
    expect(entities).toEqual([{ id: 'apac:crm', version: '1.0.0' }]);
  });

  it('shows its secret to it, and nothing that was not asked for', async () => {
    remote.push(aTree(crm), undefined);
    await sync(overHttp());
    expect(new Set(server.authorizations)).toEqual(new Set(['']));
    const basic = `Basic ${Buffer.from('x-access-token:t0ken').toString('base64')}`;
    server.demand = basic;
    const { cursor } = await sync(overHttp({ secret: 'env:SOUK_SECRET_ASIA', visibleTo: ['platform'] }));
    expect(cursor).toMatchObject({ state: 'synced', visible_to: ['platform'] });
  });

  it.each<[Mood, RegExp]>([
    ['failing', /can not be reached/],
    ['talking nonsense', /of no use|can not be reached/],
    ['silent', /not answer in time/],
    ['cutting packs', /of no use/],
    ['garbling packs', /of no use/],
  ])('keeps what it knows of a server that is %s, and recovers', async (mood, error) => {
    const first = remote.push(aTree(crm), undefined);
    await sync(overHttp({ secret: 'env:SOUK_SECRET_ASIA' }));
    const second = remote.push(aTree({ ...crm, version: '2.0.0' }), first);
    server.mood = mood;
    const during = await sync(overHttp({ secret: 'env:SOUK_SECRET_ASIA' }));
    expect(during).toMatchObject({ well: false, entities: [{ version: '1.0.0' }] });
    expect(during.cursor).toMatchObject({
      state: 'failed',
      commit: first,
      error: expect.stringMatching(error),
    });
    expect(during.cursor?.error).not.toMatch(/t0ken|eC1hY2Nlc3/);
    server.mood = 'well';
    const after = await sync(overHttp({ secret: 'env:SOUK_SECRET_ASIA' }));
    expect(after.cursor).toMatchObject({ state: 'synced', commit: second, error: null });
  });

  it('holds up no other while it hangs', async () => {
    remote.push(aTree(crm), undefined);
    const hanging = await startGitServer(dir);
    hanging.mood = 'silent';
    const url = `http://${HOST}:${hanging.port}/asia.git`;
    const slow = sync(overHttp({ url }), { lookMs: 60_000 });
    await until(
      () => hanging.authorizations.length,
      (asked) => asked > 0,
    );
    const { cursor } = await sync(overHttp({ id: 'japan', namespace: 'jp' }));
    expect(cursor?.state).toBe('synced');
    expect(await readSourceCursor(store.db, 'asia')).toBeUndefined();
    await hanging.close();
    expect((await slow).cursor?.state).toBe('failed');
  });

  it('is sent away by nobody', async () => {
    remote.push(aTree(crm), undefined);
    const other = await startGitServer(dir);
    server.mood = 'sending away';
    server.elsewhere = `http://127.0.0.1:${other.port}`;
    const { cursor } = await sync(overHttp());
    await other.close();
    expect(cursor?.state).toBe('failed');
    expect(other.authorizations).toEqual([]);
  });

  it('writes a failure once, however long each attempt takes', async () => {
    const source = overHttp({ secret: 'env:SOUK_SECRET_ASIA' });
    const failAfter = async (ms: number) => {
      const readSecret = async () => ({ ok: false, reason: `No answer after ${ms} ms.` }) as const;
      await sync(source, { readSecret });
      return sql`select xmin::text, error from source_cursor`.execute(store.db);
    };
    const { rows } = await failAfter(3_072);
    expect(rows).toEqual([expect.objectContaining({ error: expect.stringContaining('No answer.') })]);
    expect((await failAfter(3_051)).rows).toEqual(rows);
  });

  it('asks nobody whose address is not allowed', async () => {
    const { cursor } = await sync(overHttp(), { addresses: ['10.0.0.1'] });
    expect(cursor?.state).toBe('refused');
    expect(server.authorizations).toEqual([]);
  });
});

describe('when another catalog means harm', () => {
  it('is let go when it sends more than a mirror may hold', async () => {
    const noise = Array.from({ length: 3 * MEBIBYTE }, () => Math.floor(Math.random() * 36).toString(36));
    remote.push({ ...aTree(crm), 'catalog/apps/crm/noise.txt': noise.join('') }, undefined);
    const { cursor, entities } = await sync(overHttp(), { limits: { mirrorBytes: MEBIBYTE } });
    expect(cursor).toMatchObject({ state: 'refused', error: expect.stringContaining('larger than 1 MiB') });
    expect(entities).toEqual([]);
    expect(existsSync(join(dir, 'sources', 'asia'))).toBe(false);
  });

  it.each<[string, Partial<ForeignLimits>, RegExp]>([
    ['manifests', { manifests: 2 }, /more than 2 manifests/],
    ['bytes of manifests', { manifestBytes: 200 }, /larger than/],
    ['entities', { entities: 2 }, /more than 2 entities/],
  ])('is refused with too many %s', async (_what, limits, error) => {
    remote.push(aTree(crm, anApp({ id: 'erp' }), anApp({ id: 'hr' })), undefined);
    const { cursor, entities } = await sync(overHttp(), { limits });
    expect(cursor).toMatchObject({ state: 'refused', error: expect.stringMatching(error) });
    expect(entities).toEqual([]);
  });

  it('is refused when its folders share their parts to name more files than there can be', async () => {
    const shop = new GitShop();
    shop.git('init', '-qb', 'main');
    let tree = treeOf(shop, [['100644', 'manifest.yaml', shop.makeObject('blob', Buffer.from(crmManifest))]]);
    for (let level = 0; level < 8; level++)
      tree = treeOf(
        shop,
        Array.from({ length: 10 }, (_, i) => ['40000', `d${i}`, tree] as const),
      );
    const root = treeOf(shop, [['40000', 'catalog', tree]]);
    shop.git('update-ref', 'refs/heads/main', shop.git('commit-tree', root, '-m', 'Bomb'));
    execFileSync('git', ['clone', '--quiet', '--bare', shop.dir, join(dir, 'bomb.git')]);
    shop.remove();
    const { cursor } = await sync(overHttp({ url: `http://${HOST}:${server.port}/bomb.git` }), {
      limits: { listingBytes: MEBIBYTE },
    });
    expect(cursor).toMatchObject({ state: 'failed', error: expect.stringContaining('more than 1 MiB') });
  });

  it('has its links, clones and ids that would leave the namespace left out', async () => {
    const shop = new GitShop();
    shop.git('init', '-qb', 'main');
    shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
    shop.write('catalog/apps/two/manifest.yaml', crmManifest.replace('id: crm', 'id: other:crm'));
    shop.write('catalog/apps/three/manifest.yaml', crmManifest.replace('id: crm', 'id: ../crm'));
    shop.write('catalog/apps/four/manifest.yaml', crmManifest);
    execFileSync('ln', ['-s', '/etc/passwd', join(shop.dir, 'catalog/apps/crm/link')]);
    shop.commit();
    const source = aSource(remote, { url: `file://${shop.dir}` });
    const { cursor, entities } = await sync(source);
    shop.remove();
    expect(entities).toEqual([{ id: 'apac:crm', version: '1.0.0' }]);
    expect(cursor).toMatchObject({ state: 'synced', error: expect.stringContaining('4 of its files') });
  });
});

function treeOf(shop: GitShop, entries: readonly (readonly [string, string, string])[]): string {
  const parts = entries.map(([mode, name, oid]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
  );
  return shop.makeObject('tree', Buffer.concat(parts));
}
