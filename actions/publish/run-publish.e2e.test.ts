import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exitCode } from '../cli/exit-code.ts';
import { documented } from '../e2e/fake-github/testing/open-fake.ts';
import { type MarketplaceHost, startMarketplace } from '../testing/marketplace-host.ts';
import { runPublish } from './run-publish.ts';

let host: MarketplaceHost;
beforeAll(async () => {
  host = await startMarketplace();
});
beforeEach(() => host.github.forgetRequests());
afterAll(() => host[Symbol.asyncDispose]());

const TITLE = '$(id) ::error::x @acme/security <!-- souk:published -->';

/** Merges a pull request and gives its number with what the push says. */
async function merge(branch: string) {
  const before = await host.github.origin.resolve('main');
  const number = await host.github.openPull({
    author: 'ada',
    branch,
    title: TITLE,
    files: { [`${branch}.md`]: branch },
  });
  const after = await host.github.forceMerge(number, { by: 'bob' });
  await host.update();
  return { number, payload: { ref: 'refs/heads/main', before, after } };
}

async function run(payload: unknown, inputs: Readonly<Record<string, string>> = {}) {
  const context = host.play({ name: 'push', payload }, inputs);
  return { code: await runPublish(context), outputs: Object.fromEntries(context.outputs) };
}

const statusesOf = (sha: string) =>
  host.github.world.statuses.filter((one) => one.sha === sha).map(({ state }) => state);

describe.runIf(documented)('when a pull request was merged', () => {
  it('says at which revision it is published', async () => {
    const { number, payload } = await merge('first');
    await using controller = await startController(() => [200, { commit: payload.after, revision: 42 }]);
    expect(await run(payload, { 'souk-url': controller.url })).toEqual({
      code: exitCode.pass,
      outputs: { revision: '42' },
    });
    expect(host.github.commentsOn(number).map(({ body }) => body)).toEqual([
      expect.stringContaining('published at `42`'),
    ]);
    expect(statusesOf(payload.after)).toEqual(['pending', 'success']);
    await run(payload, { 'souk-url': controller.url });
    expect(host.github.commentsOn(number)).toHaveLength(1);
  });

  it('names what was not taken over', async () => {
    const { number, payload } = await merge('second');
    const unreadable = [{ path: 'catalog/apps/x/manifest.yaml', line: 3, message: 'It is @acme/broken.' }];
    await using controller = await startController(() => [
      200,
      { commit: payload.after, revision: 43, unreadable },
    ]);
    expect((await run(payload, { 'souk-url': controller.url })).code).toBe(exitCode.pass);
    const [comment] = host.github.commentsOn(number);
    expect(comment?.body).toContain('`catalog/apps/x/manifest.yaml:3`');
    expect(comment?.body).not.toContain('@acme');
    expect(statusesOf(payload.after)).toEqual(['pending', 'failure']);
  });

  it('lets nobody wait for a controller that says nothing, and blames nobody', async () => {
    const { number, payload } = await merge('third');
    await using controller = await startController(() => [503, {}]);
    const inputs = { 'souk-url': controller.url, 'timeout-seconds': '1' };
    expect(await run(payload, inputs)).toEqual({ code: exitCode.pass, outputs: {} });
    expect(host.github.commentsOn(number)[0]?.body).toContain('You have nothing to do');
    expect(statusesOf(payload.after)).toEqual(['pending', 'pending']);
  });

  it('says that it is merged when no controller is named', async () => {
    const { number, payload } = await merge('fourth');
    expect(await run(payload)).toEqual({ code: exitCode.pass, outputs: {} });
    expect(host.github.commentsOn(number)[0]?.body).toContain('Merged as');
    expect(statusesOf(payload.after)).toEqual([]);
  });

  it('touches no comment of somebody else with its marker', async () => {
    const { number, payload } = await merge('fifth');
    const foreign = host.github.comment(number, { by: 'mallory', body: '<!-- souk:published -->\nNo.' });
    await run(payload);
    expect(foreign.body).toContain('No.');
    expect(host.github.commentsOn(number)).toHaveLength(2);
  });
});

describe.runIf(documented)('when there is nothing to publish', () => {
  it('writes nothing for a push that no pull request belongs to', async () => {
    const before = await host.github.origin.resolve('main');
    const after = await host.github.origin.commit({ ref: 'main', files: { 'direct.md': 'x' } });
    await host.update();
    expect((await run({ ref: 'refs/heads/main', before, after })).code).toBe(exitCode.pass);
    expect(host.github.writes).toEqual([]);
  });

  it.each([
    ['a tag', { ref: 'refs/tags/v1', before: '0'.repeat(40), after: 'a'.repeat(40) }],
    ['a branch that is gone', { ref: 'refs/heads/x', before: 'a'.repeat(40), after: '0'.repeat(40) }],
  ])('ends in peace: %s', async (_name, payload) => {
    expect((await run(payload)).code).toBe(exitCode.pass);
    expect(host.github.requests).toEqual([]);
  });

  it.each([
    ['souk-url', 'file:///etc/passwd'],
    ['souk-url', 'nonsense'],
    ['timeout-seconds', '-1'],
  ])('refuses the input %s: %s', async (name, value) => {
    const payload = { ref: 'refs/heads/main', before: '0'.repeat(40), after: 'a'.repeat(40) };
    await expect(run(payload, { [name]: value })).rejects.toMatchObject({ code: 'usage' });
  });
});

async function startController(answer: () => readonly [status: number, body: object]) {
  const server: Server = createServer((_, response) => {
    const [status, body] = answer();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
