import { beforeAll, describe, expect, it } from 'vitest';
import { type GitHubApi, readGitHubApi } from './document/github-api.ts';
import type { FakeGitHub } from './start-fake-github.ts';
import { documented, openFake } from './testing/open-fake.ts';

let api: GitHubApi;
beforeAll(async () => {
  if (documented) api = await readGitHubApi();
});

const ENQUEUE = `mutation ($pull: ID!, $head: GitObjectID!) {
  enqueuePullRequest(input: { pullRequestId: $pull, expectedHeadOid: $head }) { mergeQueueEntry { position } }
}`;

async function succeed(fake: FakeGitHub, sha: string, app: string): Promise<void> {
  const headers = { authorization: `Bearer ${fake.issueToken({ app, permissions: { checks: 'write' } })}` };
  const body = JSON.stringify({ name: 'Souk', head_sha: sha, conclusion: 'success' });
  const address = `${fake.url}/repos/acme/souk/check-runs`;
  const { status } = await fetch(address, { method: 'POST', headers, body });
  expect(status).toBe(201);
}

describe.runIf(documented)('when a pull request is read', () => {
  it('has the head that its branch has now', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({
      author: 'alice',
      branch: 'x',
      fork: 'alice/souk',
      files: { 'b.txt': 'x' },
    });
    const pushed = await fake.push(number, { 'b.txt': 'y' });
    expect(await ask({ path: 'pulls/1' })).toMatchObject({
      body: {
        head: { sha: pushed, label: 'alice:x', repo: { full_name: 'alice/souk', fork: true } },
        mergeable: true,
      },
    });
    expect(await fake.origin.resolve('refs/pull/1/head')).toBe(pushed);
  });

  it('is found by its branch and by its commit', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({
      author: 'alice',
      branch: 'x',
      fork: 'alice/souk',
      files: { 'b.txt': 'x' },
    });
    await fake.openPull({ author: 'sam', branch: 'y', files: { 'c.txt': 'x' } });
    expect(await ask({ path: 'pulls?head=alice:x' })).toMatchObject({ body: [{ number }] });
    const sha = await fake.headSha(number);
    expect((await ask({ path: `commits/${sha}/pulls` })).body).toMatchObject([{ number }]);
    const query = encodeURIComponent('repo:acme/souk is:pr is:open author:sam');
    expect(await ask({ path: `/search/issues?q=${query}` })).toMatchObject({ body: { total_count: 1 } });
  });

  it('lists 3,000 files of 3,001, with what changed in them', async () => {
    await using opened = await openFake(api);
    const files = Object.fromEntries(Array.from({ length: 3001 }, (_, index) => [`f/${index}.txt`, 'x\n']));
    await opened.fake.openPull({ author: 'alice', branch: 'x', files });
    const last = await opened.ask({ path: 'pulls/1/files?per_page=100&page=30' });
    expect(last.body).toHaveLength(100);
    expect(last.body).toContainEqual(
      expect.objectContaining({ status: 'added', additions: 1, patch: '@@ -0,0 +1 @@\n+x' }),
    );
    expect((await opened.ask({ path: 'pulls/1/files?per_page=100&page=31' })).body).toEqual([]);
  });

  it('lists 250 commits of 251', async () => {
    await using opened = await openFake(api);
    await opened.fake.openPull({ author: 'alice', branch: 'x' });
    const commit = 'commit refs/heads/x\ncommitter alice <alice@example.com> 1760000000 +0000\ndata 1\nx\n\n';
    const input = `${commit.replace('\n\n', '\nfrom refs/heads/x^0\n\n')}${commit.repeat(249)}`;
    await opened.fake.origin.git(['fast-import', '--quiet'], { input });
    const told = await opened.ask({ path: 'pulls/1/commits?per_page=100&page=3' });
    expect(told.body).toHaveLength(50);
    expect(told.body).toContainEqual(
      expect.objectContaining({ author: expect.objectContaining({ login: 'alice' }) }),
    );
  });
});

describe.runIf(documented)('when a pull request is merged', () => {
  const merge = (body: object) => ({ path: 'pulls/1/merge', method: 'PUT', body });

  it('moves the base', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    const told = await ask(merge({ sha: await fake.headSha(number), merge_method: 'squash' }));
    expect(told).toMatchObject({ status: 200, body: { merged: true } });
    expect(await fake.origin.read('main', 'b.txt')).toBe('x');
    expect(fake.isMerged(number)).toBe(true);
    expect(await ask(merge({}))).toMatchObject({ status: 405 });
    expect(await ask({ path: 'pulls/1' })).toMatchObject({ body: { state: 'closed', merged: true } });
  });

  it('refuses another head', async () => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    const sha = await opened.fake.headSha(number);
    await opened.fake.push(number, { 'b.txt': 'y' });
    expect(await opened.ask(merge({ sha }))).toMatchObject({ status: 409 });
  });

  it('refuses a conflict', async () => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull({ author: 'alice', branch: 'x', files: { 'a.txt': 'x' } });
    await opened.fake.origin.commit({ ref: 'main', files: { 'a.txt': 'y' } });
    expect(await opened.ask(merge({}))).toMatchObject({ status: 405 });
    expect(await opened.ask({ path: 'pulls/1' })).toMatchObject({
      body: { mergeable: false, mergeable_state: 'dirty' },
    });
    expect(opened.fake.isMerged(number)).toBe(false);
  });

  it('waits for the required check on the head, from the expected app', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    fake.requireCheck('Souk', 'souk-gate');
    fake.addApp('impostor', {});
    expect(await ask(merge({}))).toMatchObject({ status: 405 });
    await succeed(fake, await fake.headSha(number), 'impostor');
    expect(await ask(merge({}))).toMatchObject({ status: 405 });
    await succeed(fake, await fake.headSha(number), 'souk-gate');
    await fake.push(number, { 'b.txt': 'y' });
    expect(await ask(merge({}))).toMatchObject({ status: 405 });
    await succeed(fake, await fake.headSha(number), 'souk-gate');
    expect(await ask(merge({}))).toMatchObject({ status: 200 });
  });

  it('goes through the queue where there is one', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    fake.requireMergeQueue();
    fake.requireCheck('Souk', 'souk-gate');
    await succeed(fake, await fake.headSha(number), 'souk-gate');
    expect(await ask(merge({}))).toMatchObject({ status: 405 });
    const enqueue = async (head: string) =>
      ask({
        path: '/graphql',
        method: 'POST',
        body: { query: ENQUEUE, variables: { pull: fake.nodeId(number), head } },
      });
    expect(await enqueue('0'.repeat(40))).toMatchObject({ body: { errors: [{ type: 'UNPROCESSABLE' }] } });
    expect(await enqueue(await fake.headSha(number))).toMatchObject({
      body: { data: { enqueuePullRequest: { mergeQueueEntry: { position: 1 } } } },
    });
    const [entry] = fake.world.queue;
    expect(await fake.origin.resolve(entry?.ref ?? '')).toBe(entry?.sha);
    await succeed(fake, entry?.sha ?? '', 'souk-gate');
    expect(await fake.advanceQueue()).toMatchObject({ merged: true });
    expect(await fake.origin.resolve('main')).toBe(entry?.sha);
    expect(fake.isMerged(number)).toBe(true);
  });

  it('leaves the queue when its check did not succeed', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const number = await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    fake.requireMergeQueue();
    fake.requireCheck('Souk', 'souk-gate');
    const head = await fake.headSha(number);
    await succeed(fake, head, 'souk-gate');
    await ask({
      path: '/graphql',
      method: 'POST',
      body: { query: ENQUEUE, variables: { pull: fake.nodeId(number), head } },
    });
    expect(await fake.advanceQueue()).toMatchObject({ merged: false });
    expect(fake.isMerged(number)).toBe(false);
    expect(fake.world.queue).toEqual([]);
  });
});

describe.runIf(documented)('when a pull request is made by the API', () => {
  it('writes the objects into the origin', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const post = async (path: string, body: unknown) => {
      const told = await ask({ path, method: 'POST', body });
      expect(told.status).toBe(201);
      return told.body;
    };
    const shaIn = (value: unknown): string =>
      typeof value === 'object' && value !== null && 'sha' in value ? String(value.sha) : '';
    const main = (await fake.origin.resolve('main')) ?? '';
    const base_tree = await fake.origin.git(['rev-parse', 'main^{tree}']);
    const blob = shaIn(await post('git/blobs', { content: 'aGk=', encoding: 'base64' }));
    const entry = { path: 'n/x.txt', mode: '100644', type: 'blob', sha: blob };
    const gone = { path: 'a.txt', mode: '100644', type: 'blob', sha: null };
    const tree = shaIn(await post('git/trees', { base_tree, tree: [entry, gone] }));
    const author = { name: 'alice', email: 'alice@example.com' };
    const sha = shaIn(await post('git/commits', { message: 'm', tree, parents: [main], author }));
    await post('git/refs', { ref: 'refs/heads/new', sha });
    expect(await fake.origin.git(['ls-tree', '-r', '--name-only', 'new'])).toBe('n/x.txt');
    expect(await fake.origin.read('new', 'n/x.txt')).toBe('hi');
    await post('pulls', { head: 'new', base: 'main', title: 'New' });
    const again = await ask({
      path: 'pulls',
      method: 'POST',
      body: { head: 'new', base: 'main', title: 'New' },
    });
    expect(again).toMatchObject({ status: 422 });
  });

  it('moves a ref forward only, unless forced', async () => {
    await using opened = await openFake(api);
    const { fake, ask } = opened;
    const first = await fake.origin.resolve('main');
    await fake.origin.commit({ ref: 'main', files: { 'b.txt': 'x' } });
    const update = { path: 'git/refs/heads/main', method: 'PATCH' };
    expect(await ask({ ...update, body: { sha: first } })).toMatchObject({ status: 422 });
    expect(await ask({ ...update, body: { sha: first, force: true } })).toMatchObject({ status: 200 });
  });
});

describe.runIf(documented)('when rulesets are written', () => {
  it('gives rules only one by one, and follows them', async () => {
    await using opened = await openFake(api);
    const { ask, fake } = opened;
    const body = { name: 'Main', target: 'branch', enforcement: 'active', rules: [{ type: 'deletion' }] };
    expect(await ask({ path: 'rulesets', method: 'POST', body })).toMatchObject({ status: 201 });
    const [ruleset] = fake.world.rulesets;
    expect((await ask({ path: 'rulesets' })).body).not.toMatchObject([{ rules: expect.anything() }]);
    const path = `rulesets/${ruleset?.id}`;
    expect(await ask({ path })).toMatchObject({
      body: { rules: [{ type: 'deletion' }], source: 'acme/souk' },
    });
    expect(await ask({ path, method: 'PUT', body: { enforcement: 'disabled' } })).toMatchObject({
      status: 200,
    });
    expect(await ask({ path })).toMatchObject({ body: { name: 'Main', enforcement: 'disabled' } });
  });
});
