import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileHistory } from '@souk/git/read-file-history.ts';
import { openRepository } from '@souk/git/repository.ts';
import { anchorPath, parseAnchor } from '@souk/model/audit/anchor-file.ts';
import { verifyCheckpoint } from '@souk/model/audit/verify-checkpoint.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { GitShop } from '../testing/git-shop.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import { anchorCheckpoints } from './anchor-checkpoints.ts';
import type { AnchorStore } from './anchor-store.ts';
import { appendAudit } from './append-audit.ts';
import { type AuditKey, openAuditKey } from './audit-key.ts';
import { createCheckpointService } from './checkpoint-service.ts';
import { createGitAnchor } from './git-anchor.ts';
import { readAuditState } from './read-audit-state.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

const REF = 'refs/souk/audit';

let store: Store;
let key: AuditKey;
let dir: string;
beforeAll(async () => {
  store = await borrowMemoryStore();
  dir = mkdtempSync(join(tmpdir(), 'souk-anchor-'));
  key = await openAuditKey({ auditKey: undefined, dataDir: dir });
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const now = new Date('2026-11-22T08:00:00Z');
let remote: GitShop;
let mirror: GitShop;
let anchors: AnchorStore;
beforeEach(async () => {
  await resetStore(store);
  remote = new GitShop();
  remote.git('init', '-q', '--bare');
  mirror = new GitShop();
  mirror.git('init', '-q');
  const repository = { ...(await openRepository(mirror.dir)), prefix: 'shop/' };
  anchors = createGitAnchor({
    read: (work) => work(repository),
    remote: remote.dir,
    ref: REF,
    timeoutMs: 20_000,
  });
  return () => {
    remote.remove();
    mirror.remove();
  };
});

async function sealOneMore(): Promise<void> {
  await store.db.transaction().execute(async (db) => {
    const entry = { actor: { name: 'Ana' }, action: 'published', subject: 'App/crm', detail: {} };
    await appendAudit(db, [entry], { now });
    await writeCheckpoint(db, { key, now });
  });
}

const anchor = () => anchorCheckpoints(aTerm(store), { db: store.db, anchors });
const history = async () =>
  (await readFileHistory(await openRepository(remote.dir), REF, anchorPath)).map(({ bytes }) =>
    parseAnchor(new TextDecoder().decode(bytes)),
  );
const commits = () => remote.git('rev-list', REF).split('\n');

describe('when checkpoints are anchored', () => {
  it('makes a commit for each, one behind the other', async () => {
    await sealOneMore();
    await sealOneMore();
    await anchor();
    await sealOneMore();
    await anchor();
    const found = await history();
    expect(found.map((item) => item?.checkpoint.seq)).toEqual([1, 2, 3]);
    for (const item of found) expect(item !== undefined && (await verifyCheckpoint(item))).toBe(true);
    expect(await readAuditState(store.db)).toMatchObject({ anchored: 3, anchoredAs: commits()[0] });
    expect(remote.git('log', '-1', '--format=%s', REF)).toBe('Audit log sealed up to row 3');
  });

  it('writes nothing when nothing is new', async () => {
    await sealOneMore();
    await anchor();
    await anchor();
    expect(commits()).toHaveLength(1);
  });

  it('recognises what was taken there before a crash', async () => {
    await sealOneMore();
    await anchor();
    await store.db.updateTable('audit_checkpoint').set({ anchored_as: null }).execute();
    await anchor();
    expect(commits()).toHaveLength(1);
    expect(await readAuditState(store.db)).toMatchObject({ anchored: 1 });
  });

  it('goes on behind the anchors of another database', async () => {
    await sealOneMore();
    await anchor();
    await resetStore(store);
    await sealOneMore();
    await anchor();
    expect(commits()).toHaveLength(2);
  });

  it('refuses when the database is older than its anchors', async () => {
    await sealOneMore();
    await sealOneMore();
    await anchor();
    await store.db.updateTable('audit_checkpoint').set({ anchored_as: null }).where('seq', '=', 1).execute();
    await expect(anchor()).rejects.toThrow('this database is older than its anchors');
  });

  it('never moves the ref back', async () => {
    await sealOneMore();
    await anchor();
    const stale: AnchorStore = { ...anchors, newest: async () => undefined };
    await sealOneMore();
    const going = anchorCheckpoints(aTerm(store), { db: store.db, anchors: stale });
    await expect(going).rejects.toThrow(/rejected|non-fast-forward/);
    expect(commits()).toHaveLength(1);
  });
});

describe('when the remote is away', () => {
  it('signs all the same, says so, and catches up', async () => {
    let away = true;
    const flaky: AnchorStore = {
      ...anchors,
      newest: () => (away ? Promise.reject(new Error('https://ana:pw@host is away')) : anchors.newest()),
    };
    const clock = new FakeClock();
    const logger = pino({ level: 'silent' });
    const failures: string[] = [];
    const telemetry = { failed: (reason: string) => void failures.push(reason) };
    const service = createCheckpointService({ store, key, anchors: flaky, clock, logger, telemetry });
    const term = aTerm(store);
    await sealOneMore();
    const running = service.run(term);
    const round = () =>
      until(
        () => clock.sleeping,
        (sleeping) => sleeping === 1,
      );
    await round();
    expect(service.anchorError()).toBe('https://***@host is away');
    expect(failures).toEqual(['audit']);
    away = false;
    clock.advance(60_000);
    await round();
    expect(service.anchorError()).toBeUndefined();
    expect(await readAuditState(store.db)).toMatchObject({ sealed: 1, anchored: 1 });
    term.end();
    await running;
  });
});
