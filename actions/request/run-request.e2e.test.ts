import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { readRequester } from '@souk/github/read-requester.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exitCode } from '../cli/exit-code.ts';
import { documented } from '../e2e/fake-github/testing/open-fake.ts';
import { type MarketplaceHost, startMarketplace } from '../testing/marketplace-host.ts';
import { runRequest } from './run-request.ts';

const INSTALLATION: readonly (readonly [label: string, answer: string])[] = [
  ['App or connector', 'label-service'],
  ['Team', 'warehouse-systems'],
  ['Environment', 'staging'],
  ['Id', '_No response_'],
  ['Versions', '_No response_'],
  ['Until', '90d'],
  ['Monthly budget', '_No response_'],
  ['Cost center', '_No response_'],
  ['Configuration', '```yaml\n\n```'],
  ['Secret references', '```yaml\n\n```'],
  ['Reason', 'To try the new labels. cc @acme/security <!-- souk:request --> $(id)'],
];

function bodyOf(changes: Readonly<Record<string, string>> = {}): string {
  return INSTALLATION.map(([label, answer]) => `### ${label}\n\n${changes[label] ?? answer}`).join('\n\n');
}

const HOSTILE_TITLE = 'Install: $(id) `id` ::error::x @acme/security <!-- souk:request -->';

let host: MarketplaceHost;
beforeAll(async () => {
  host = await startMarketplace();
});
beforeEach(() => host.github.forgetRequests());
afterAll(() => host[Symbol.asyncDispose]());

async function request(
  body: string,
  { author = 'ada', labels = ['request: installation'] } = {},
): Promise<number> {
  if (!host.github.world.users.has(author)) host.github.addUser(author, { id: 4711 });
  return host.github.openIssue({ author, title: HOSTILE_TITLE, body, labels }).number;
}

async function run(issue: number, sender = { id: 4711, login: 'ada', type: 'User' }) {
  const payload = {
    action: 'edited',
    issue: { number: issue },
    sender,
    repository: { default_branch: 'main' },
  };
  const context = host.play({ name: 'issues', payload });
  const code = await runRequest(context);
  return {
    code,
    outputs: Object.fromEntries(context.outputs),
    comment: host.github.commentsOn(issue)[0]?.body ?? '',
  };
}

describe.runIf(documented)('when an installation is requested by a form', () => {
  it('opens a pull request whose author is the requester', async () => {
    const issue = await request(bodyOf());
    const { code, outputs, comment } = await run(issue);
    expect(comment).toContain(`Pull request #${outputs['pull-request']} is open in your name`);
    expect(code).toBe(exitCode.pass);
    const pull = host.github.world.issues.get(Number(outputs['pull-request']));
    expect(pull?.title).toBe('Add Installation/label-service-warehouse-systems-staging');
    expect(pull?.pull?.headBranch).toBe(`souk/request-${issue}`);
    expect(pull?.body).toContain(`Closes #${issue}`);
    expect(pull?.body?.split('\n').slice(1).join('\n')).not.toMatch(/@acme|<!--/);
    const { origin } = host.github;
    const author = await origin.git(['show', '-s', '--format=%ae', `souk/request-${issue}`]);
    expect(author).toBe('4711+ada@users.noreply.github.com');
    const head = await host.github.headSha(Number(outputs['pull-request']));
    const gate = { client: openClient(), appSlug: 'souk-gate' };
    expect(await readRequester(gate, head)).toEqual({ id: 4711, login: 'ada' });
    const changed = await origin.git(['diff', '--name-status', 'main', `souk/request-${issue}`]);
    expect(changed).toBe(
      'A\tcatalog/installations/warehouse-systems/label-service-warehouse-systems-staging.yaml',
    );
  });

  it('follows the issue, and writes nothing when nothing changed', async () => {
    const issue = await request(bodyOf());
    const first = await run(issue);
    host.github.forgetRequests();
    expect((await run(issue)).comment).toContain('has what this issue says');
    expect(host.github.writes.map(({ operation }) => operation)).toEqual(['issues/update-comment']);
    edit(issue, bodyOf({ Until: '60d' }));
    const second = await run(issue);
    expect(second.comment).toContain('now has what this issue says');
    expect(second.outputs).toEqual(first.outputs);
    const renewed = await host.github.headSha(Number(second.outputs['pull-request']));
    expect(host.github.checkRuns(renewed).map(({ externalId }) => externalId)).toEqual([
      'requester:4711:ada',
    ]);
    const path = 'catalog/installations/warehouse-systems/label-service-warehouse-systems-staging.yaml';
    expect(await host.github.origin.read(`souk/request-${issue}`, path)).toContain('ttl: 60d');
    expect(await host.github.origin.git(['rev-list', '--count', `main..souk/request-${issue}`])).toBe('1');
    expect(host.github.commentsOn(issue)).toHaveLength(1);
  });

  it('names as committer whoever else edited it', async () => {
    const issue = await request(bodyOf());
    await run(issue, { id: 99, login: 'mallory', type: 'User' });
    const created = host.github.requests.find(({ operation }) => operation === 'git/create-commit');
    expect(created?.body).toMatchObject({
      author: { email: '4711+ada@users.noreply.github.com' },
      committer: { email: '99+mallory@users.noreply.github.com' },
    });
  });

  it('writes over nothing that people did by hand', async () => {
    const issue = await request(bodyOf());
    const { outputs } = await run(issue);
    const head = await host.github.push(
      Number(outputs['pull-request']),
      { 'README.md': 'by hand' },
      { by: 'bob' },
    );
    edit(issue, bodyOf({ Until: '60d' }));
    expect((await run(issue)).comment).toContain('is being worked on by hand');
    expect(await host.github.origin.resolve(`souk/request-${issue}`)).toBe(head);
  });

  it.each([
    ['merged', 'is merged already'],
    ['closed', 'was closed without being merged'],
  ])('opens no second one when the first was %s', async (how, text) => {
    const issue = await request(bodyOf());
    const pull = Number((await run(issue)).outputs['pull-request']);
    if (how === 'merged') await host.github.forceMerge(pull, { by: 'bob' });
    else host.github.close(pull, { by: 'bob' });
    host.github.forgetRequests();
    expect((await run(issue)).comment).toContain(text);
    expect(host.github.writes.map(({ operation }) => operation)).toEqual(['issues/update-comment']);
  });

  it.each([
    ['a path as team', { Team: '../../.github/workflows' }, 'not of the form expected'],
    ['code as id', { Id: '$(id)' }, 'Id'],
    [
      'an app that is not there',
      { 'App or connector': 'nothing' },
      'There is no app or connector of this id',
    ],
    ['a team that is not there', { Team: 'nobody' }, 'nobody'],
    ['a time that is too long', { Until: '10y' }, 'staging'],
    ['a heading in an answer', { Team: 'a\n\n### Environment\n\nb' }, 'more than once'],
  ])('opens none for %s, and says what to put right', async (_name, changes, text) => {
    const issue = await request(bodyOf(changes));
    const { code, outputs, comment } = await run(issue);
    expect(comment).toContain('No pull request was opened');
    expect(comment).toContain(text);
    expect([code, outputs]).toEqual([exitCode.pass, {}]);
    expect(host.github.writes.map(({ operation }) => operation)).toEqual(['issues/create-comment']);
  });
});

describe.runIf(documented)('when an app is submitted by a form', () => {
  it('opens a pull request with the files of its template', async () => {
    const answers = [
      ['Template', 'container'],
      ['Id', 'rate-board'],
      ['Name', 'Rate Board @acme/security'],
      ['Summary', 'Shows the freight rates of the day on a screen in the hall.'],
      ['Owner', 'sales-platform'],
      ['Domain', 'sales'],
      ['Contact', '_No response_'],
      ['Data', 'internal'],
      ['Description', '_No response_'],
    ];
    const body = answers.map(([label, answer]) => `### ${label}\n\n${answer}`).join('\n\n');
    const issue = await request(body, { labels: ['request: app'] });
    const { comment, outputs } = await run(issue);
    expect(comment).toContain('is open in your name');
    expect(outputs['pull-request']).toMatch(/^\d+$/);
    const manifest = await host.github.origin.read(
      `souk/request-${issue}`,
      'catalog/apps/rate-board/manifest.yaml',
    );
    expect(manifest).toContain('owner: sales-platform');
  });
});

describe.runIf(documented)('when a problem is reported', () => {
  const body = (entity: string): string =>
    `### Entry\n\n${entity}\n\n### Problem\n\nIt does not work\n\n### Impact\n\nIt stops our work\n\n### Details\n\n@acme/everyone help`;

  it('mentions the team that owns the entry, and nobody else', async () => {
    const issue = await request(body('App/label-service'), { labels: ['problem'] });
    const { comment } = await run(issue);
    expect(comment.match(/@[\w/-]+/g)).toEqual(['@acme/warehouse-systems']);
    expect(host.github.labelsOf(issue)).toContain('team: warehouse-systems');
  });

  it('asks again when there is no such entry', async () => {
    const issue = await request(body('App/label-servise'), { labels: ['problem'] });
    expect((await run(issue)).comment).toContain('Did you mean App/label-service?');
  });
});

describe.runIf(documented)('when an issue is no request', () => {
  it.each([
    ['it has no label of a form', { labels: ['bug'] }],
    ['it is closed', { close: true }],
  ])(
    'writes nothing: %s',
    async (_name, {
      labels = ['request: installation'],
      close = false,
    }: { labels?: string[]; close?: boolean }) => {
      const issue = await request(bodyOf(), { labels });
      if (close) host.github.close(issue, { by: 'ada' });
      expect((await run(issue)).code).toBe(exitCode.pass);
      expect(host.github.writes).toEqual([]);
    },
  );

  it('touches no comment of somebody else with its marker', async () => {
    const issue = await request(bodyOf({ Team: 'nobody' }));
    const foreign = host.github.comment(issue, {
      by: 'mallory',
      body: '<!-- souk:request -->\nAll is well.',
    });
    await run(issue);
    expect(host.github.commentsOn(issue).map(({ body }) => body.includes('All is well'))).toEqual([
      true,
      false,
    ]);
    expect(foreign.body).toContain('All is well');
  });
});

function openClient() {
  const token = host.github.issueToken({ app: 'souk-gate' });
  const names = { owner: 'acme', repo: 'souk' };
  return createRepositoryClient({ token, apiUrl: host.github.url, ...names, tell: () => undefined });
}

function edit(number: number, body: string): void {
  const issue = host.github.world.issues.get(number);
  if (issue === undefined) throw new Error(`There is no issue ${number}.`);
  issue.body = body;
}
