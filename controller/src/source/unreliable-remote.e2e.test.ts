import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { type GitServer, type Mood, startGitServer } from '../testing/git-server.ts';
import { crmManifest, GitShop, teamManifest } from '../testing/git-shop.ts';
import { until } from '../testing/until.ts';
import type { MirrorLimits } from './git-mirror.ts';
import { openCatalogSource, type SourceChoice } from './open-catalog-source.ts';
import type { SourceErrorCode } from './source-error.ts';

const TOKEN = 'tok-3f9a-very-secret';
const ENCODED = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
const signal = new AbortController().signal;

let shop: GitShop;
let dataDir: string;
let server: GitServer;
let first: string;

beforeEach(async () => {
  shop = new GitShop();
  dataDir = mkdtempSync(join(tmpdir(), 'souk-data-'));
  shop.git('init', '-qb', 'main');
  shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
  first = shop.commit();
  server = await startGitServer(dirname(shop.dir));
  server.demand = `Basic ${ENCODED}`;
});
afterEach(async () => {
  await server.close();
  shop.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const impatient: MirrorLimits = { lookMs: 1_500, fetchMs: 1_500, stallSeconds: 1 };
const patient: MirrorLimits = { lookMs: 600_000, fetchMs: 600_000, stallSeconds: 600 };

const open = (change: Partial<SourceChoice> = {}, limits = impatient): Promise<CatalogSource> =>
  openCatalogSource(
    {
      repo: `http://127.0.0.1:${server.port}/${basename(shop.dir)}/.git`,
      repoToken: TOKEN,
      githubToken: undefined,
      githubApiUrl: 'https://api.github.com',
      branch: undefined,
      worktree: false,
      dataDir,
      allowedSigners: undefined,
      requiredChecks: [],
      ...change,
    },
    { clock: new FakeClock(), limits },
  );

const failureOf = (source: CatalogSource): Promise<unknown> =>
  source.fingerprint(signal).then(
    (commit) => expect.unreachable(`It gave ${commit}.`),
    (error: unknown) => error,
  );

const idsAt = async (source: CatalogSource, commit: string): Promise<string[]> =>
  (await source.read(commit)).catalog.records.map(({ key }) => key.id).sort();

function addTeam(): string {
  shop.write('catalog/teams/sales-tools.yaml', teamManifest);
  return shop.commit();
}

/** The secret, in the clear or as it is sent, in anything that is kept or shown. */
function expectNoSecret(...shown: readonly unknown[]): void {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const kept = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  for (const text of [...kept, ...shown.map((value) => inspect(value, { depth: 9, showHidden: true }))]) {
    expect(text.includes(TOKEN)).toBe(false);
    expect(text.includes(ENCODED)).toBe(false);
  }
}

describe('when the remote is not well', () => {
  const moods: [mood: Mood, code: SourceErrorCode][] = [
    ['failing', 'unreachable'],
    ['talking nonsense', 'garbage'],
    ['mimicking', 'garbage'],
    ['silent', 'hanging'],
    ['dripping', 'hanging'],
    ['cutting packs', 'garbage'],
    ['garbling packs', 'garbage'],
  ];
  it.each(moods)(
    'is told that it is %s (%s), keeps what it has, and recovers by itself',
    async (mood, code) => {
      const source = await open();
      expect(await source.fingerprint(signal)).toBe(first);
      const second = addTeam();
      server.mood = mood;
      for (let times = 0; times < 2; times++) {
        const error = await failureOf(source);
        expect(error).toMatchObject({ name: 'SourceError', code, reaction: 'wait' });
        expect(source.standing()).toMatchObject({
          reachable: false,
          error: expect.stringContaining('127.0.0.1'),
        });
        expect(source.standing().error).not.toMatch(/\p{C}/u);
        expectNoSecret(error, source.standing());
      }
      expect(await idsAt(source, first)).toEqual(['crm']);
      server.mood = 'well';
      expect(await source.fingerprint(signal)).toBe(second);
      expect(source.standing()).toEqual({ reachable: true, askedAt: expect.any(Date) });
      expect(await idsAt(source, second)).toEqual(['crm', 'sales-tools']);
      expect(readdirSync(dataDir)).toEqual(['mirror']);
    },
  );

  it('is not believed when it sends objects that are not sound', async () => {
    const source = await open();
    await source.fingerprint(signal);
    const blob = shop.git('rev-parse', 'HEAD:catalog/apps/crm/manifest.yaml');
    const tree = shop.makeObject(
      'tree',
      Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')]),
    );
    const commit = shop.git('commit-tree', tree, '-p', first, '-m', 'Bad');
    shop.git('update-ref', 'refs/heads/main', commit);
    expect(await failureOf(source)).toMatchObject({ code: 'garbage' });
    shop.git('update-ref', 'refs/heads/main', first);
    expect(await source.fingerprint(signal)).toBe(first);
  });

  it('ends at once when nobody waits any more, and shows the secret to no process', async () => {
    const source = await open({}, patient);
    server.mood = 'silent';
    const stop = new AbortController();
    const waiting = source.fingerprint(stop.signal);
    await until(
      () => server.authorizations.length,
      (asked) => asked > 0,
    );
    const running = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(commandLineOf);
    expect(running.some((line) => line.includes('ls-remote') && line.includes(`:${server.port}/`))).toBe(
      true,
    );
    expect(running.filter((line) => line.includes(TOKEN) || line.includes(ENCODED))).toEqual([]);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(source.standing()).toEqual({ reachable: undefined });
  });

  it('is met in the same way at the first start', async () => {
    server.mood = 'failing';
    const source = await open();
    expect(await failureOf(source)).toMatchObject({ code: 'unreachable' });
    server.mood = 'cutting packs';
    expect(await failureOf(source)).toMatchObject({ code: 'garbage' });
    server.mood = 'well';
    expect(await source.fingerprint(signal)).toBe(first);
  });
});

describe('when the branch upstream changes in odd ways', () => {
  it('takes a deleted branch for a fault, and goes on when it is back', async () => {
    const source = await open();
    await source.fingerprint(signal);
    shop.git('checkout', '-qb', 'other');
    shop.git('branch', '-qD', 'main');
    expect(await failureOf(source)).toMatchObject({ code: 'no-branch', reaction: 'stalled' });
    expect(source.standing()).toMatchObject({ reachable: true, error: expect.stringContaining('"main"') });
    expect(await idsAt(source, first)).toEqual(['crm']);
    shop.git('branch', 'main', first);
    expect(await source.fingerprint(signal)).toBe(first);
  });

  it('follows a forced push, and can still read from where it was', async () => {
    const second = addTeam();
    const source = await open();
    await source.fingerprint(signal);
    const before = await source.read(second);
    shop.git('reset', '-q', '--hard', first);
    shop.write('catalog/apps/erp/manifest.yaml', crmManifest.replace('id: crm', 'id: erp'));
    const third = shop.commit();
    expect(await source.fingerprint(signal)).toBe(third);
    expect(await source.history?.isAncestor(second, third)).toBe(false);
    const after = await source.history?.readChanged(before, third);
    expect(after?.catalog.records.map(({ key }) => key.id).sort()).toEqual(['crm', 'erp']);
    expect(after?.changedPaths.toSorted()).toEqual([
      'catalog/apps/erp/manifest.yaml',
      'catalog/teams/sales-tools.yaml',
    ]);
  });
});

describe('when credentials are in play', () => {
  it('is not let in without them, and says so without those it has', async () => {
    for (const repoToken of [undefined, `${TOKEN}-revoked`]) {
      const source = await open({ repoToken });
      const error = await failureOf(source);
      expect(error).toMatchObject({ code: 'not-authorised', reaction: 'stalled' });
      expectNoSecret(error, source.standing());
    }
    expect(await (await open()).fingerprint(signal)).toBe(first);
  });

  it('takes those of the address, and keeps them nowhere', async () => {
    const repo = `http://x-access-token:${TOKEN}@127.0.0.1:${server.port}/${basename(shop.dir)}/.git`;
    const source = await open({ repo, repoToken: undefined });
    expect(await source.fingerprint(signal)).toBe(first);
    server.mood = 'failing';
    expectNoSecret(await failureOf(source), source.standing());
  });

  it('does not carry them where the remote sends it', async () => {
    const thief = await startGitServer(dirname(shop.dir));
    server.mood = 'sending away';
    server.elsewhere = `http://127.0.0.1:${thief.port}`;
    expect(await failureOf(await open())).toMatchObject({ name: 'SourceError' });
    expect(server.authorizations).toEqual([`Basic ${ENCODED}`]);
    expect(thief.authorizations).toEqual([]);
    await thief.close();
  });
});

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
