import { beforeAll, describe, expect, it } from 'vitest';
import { type GitHubApi, readGitHubApi } from './document/github-api.ts';
import type { Fault } from './server/faults.ts';
import { documented, openFake } from './testing/open-fake.ts';

let api: GitHubApi;
beforeAll(async () => {
  if (documented) api = await readGitHubApi();
});

describe.runIf(documented)('when a list is long', () => {
  it('cuts pages and leads from one to the next', async () => {
    await using opened = await openFake(api);
    const { number } = opened.fake.openIssue({ author: 'alice', title: 'Please' });
    for (let index = 0; index < 130; index += 1) {
      opened.fake.comment(number, { by: 'alice', body: `comment ${index}` });
    }
    const usual = await opened.ask({ path: 'issues/1/comments' });
    expect(usual.body).toHaveLength(30);
    const capped = await opened.ask({ path: 'issues/1/comments?per_page=500' });
    expect(capped.body).toHaveLength(100);
    const link = capped.headers.get('link') ?? '';
    expect(link).toContain('rel="next"');
    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '';
    const { pathname, search } = new URL(next);
    const last = await opened.ask({ path: `${pathname}${search}` });
    expect(last.body).toHaveLength(30);
    expect(last.headers.get('link')).not.toContain('rel="next"');
  });
});

describe.runIf(documented)('when an answer is known', () => {
  it('says so, which costs no request', async () => {
    await using opened = await openFake(api);
    await opened.fake.openPull({ author: 'alice', branch: 'x' });
    const first = await opened.ask({ path: 'pulls/1' });
    const etag = first.headers.get('etag') ?? '';
    const again = await opened.ask({ path: 'pulls/1', headers: { 'if-none-match': etag } });
    expect(again).toMatchObject({ status: 304, body: undefined });
    const left = (told: { headers: Headers }) => told.headers.get('x-ratelimit-remaining');
    expect(left(again)).toBe(left(first));
    opened.fake.comment(1, { by: 'alice', body: 'new' });
    const changed = await opened.ask({ path: 'pulls/1', headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(left(changed)).toBe(String(Number(left(first)) - 1));
  });
});

describe.runIf(documented)('when trouble is planned', () => {
  it.each<[fault: Fault, status: number, header: string, value: RegExp]>([
    [{ kind: 'server-error', status: 502 }, 502, 'content-type', /json/],
    [{ kind: 'rate-limit', resetInSeconds: 60 }, 403, 'x-ratelimit-remaining', /^0$/],
    [{ kind: 'rate-limit', resetInSeconds: 60, status: 429 }, 429, 'x-ratelimit-reset', /^\d+$/],
    [{ kind: 'secondary-limit', retryAfterSeconds: 7 }, 403, 'retry-after', /^7$/],
  ])('answers %j, and then as before', async (fault, status, header, value) => {
    await using opened = await openFake(api);
    opened.fake.fail({ fault, times: 2 });
    for (let round = 0; round < 2; round += 1) {
      const told = await opened.ask({ path: 'pulls' });
      expect(told.status).toBe(status);
      expect(told.headers.get(header)).toMatch(value);
    }
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 200 });
  });

  it('breaks the connection', async () => {
    await using opened = await openFake(api);
    opened.fake.fail({ fault: { kind: 'disconnect' } });
    await expect(opened.ask({ path: 'pulls' })).rejects.toThrow('fetch failed');
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 200 });
  });

  it('hits only the operation that it is for', async () => {
    await using opened = await openFake(api);
    opened.fake.fail({ fault: { kind: 'server-error', status: 500 }, operation: 'pulls/list' });
    expect(await opened.ask({ path: 'issues' })).toMatchObject({ status: 200 });
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 500 });
  });

  it('is away until it comes back, at the same address', async () => {
    await using opened = await openFake(api);
    await opened.fake.goDown();
    await expect(opened.ask({ path: 'pulls' })).rejects.toThrow('fetch failed');
    await opened.fake.comeBack();
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 200 });
  });

  it('has no requests left', async () => {
    await using opened = await openFake(api);
    opened.fake.setRemaining(1);
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 200 });
    expect(await opened.ask({ path: 'pulls' })).toMatchObject({ status: 403 });
  });

  it('lets something happen between two requests', async () => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    const before = await opened.fake.headSha(number);
    opened.fake.once('pulls/list-reviews', async () => {
      await opened.fake.push(number, { 'b.txt': 'y' });
    });
    await opened.ask({ path: 'pulls/1/reviews' });
    expect(await opened.fake.headSha(number)).not.toBe(before);
  });
});

describe.runIf(documented)('when it stands in for GitHub Enterprise Server', () => {
  it('answers below /api/v3 and at /api/graphql', async () => {
    await using opened = await openFake(api);
    await opened.fake.openPull({ author: 'alice', branch: 'x' });
    expect(await opened.ask({ path: '/api/v3/repos/acme/souk/pulls/1' })).toMatchObject({ status: 200 });
    const query = 'query ($pull: ID!) { node(id: $pull) { id } }';
    const variables = { pull: opened.fake.nodeId(1) };
    const told = await opened.ask({ path: '/api/graphql', method: 'POST', body: { query, variables } });
    expect(told).toMatchObject({ status: 200, body: { data: { node: { number: 1 } } } });
  });
});

describe.runIf(documented)('when requests are looked back at', () => {
  it('tells reading from writing, and who it was', async () => {
    await using opened = await openFake(api);
    opened.fake.openIssue({ author: 'alice', title: 'Please' });
    const path = 'issues/1/comments';
    await opened.ask({ path });
    await opened.ask({ path, method: 'POST', body: { body: 'x' } });
    await opened.ask({ path, method: 'POST', body: { body: '' } });
    expect(opened.fake.requests.map(({ status }) => status)).toEqual([200, 201, 422]);
    expect(opened.fake.writes).toMatchObject([
      { operation: 'issues/create-comment', by: 'souk-gate[bot]', body: { body: 'x' } },
    ]);
  });
});
