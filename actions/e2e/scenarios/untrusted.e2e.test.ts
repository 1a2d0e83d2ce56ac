import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { lowRisk, mediumRisk } from './sample-change.ts';

const author = 'nadia-rahman';
const collection = (id: string, more = ''): string =>
  `apiVersion: souk/v1\nkind: Collection\nid: ${id}\nname: A set of things\nsummary: What a new office needs.\nowner: sales-platform\nentries: [rate-engine]\n${more}`;

describe.runIf(documented)('when a pull request comes from a fork', () => {
  it('is judged like any other, with the same checks and approvals', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({
      author: 'stranger',
      branch: 'words',
      fork: 'stranger/souk',
      files: mediumRisk(),
    });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    await scenario.reviewed(number, 'vera-lindholm');
    await scenario.reviewed(number, 'daniel-osei');
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toContain('data-platform');
    await scenario.reviewed(number, 'elena-popescu');
    expect(fake.isMerged(number)).toBe(true);
  });

  it('approves nothing that it approves itself', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    fake.addUser('stranger', { collaborator: true });
    const number = await fake.openPull({
      author: 'stranger',
      branch: 'words',
      fork: 'stranger/souk',
      files: lowRisk(),
    });
    fake.addUser('stranger2', { collaborator: true });
    await scenario.reviewed(number, 'stranger2');
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when a pull request brings code along', () => {
  it('runs none of it', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const marker = join(tmpdir(), `souk-marker-${process.pid}-${Date.now()}`);
    const script = `#!/bin/sh\ntouch '${marker}'\n`;
    const touch = `touch ${marker}`;
    const number = await fake.openPull({
      author,
      branch: 'code',
      files: {
        ...lowRisk(),
        '.gitattributes': '* filter=owned diff=owned merge=owned\n',
        '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch%20owned\n',
        '.githooks/post-checkout': { mode: '100755', content: script },
        '.npmrc': `ignore-scripts=false\nscript-shell=${marker}\n`,
        'package.json': JSON.stringify({
          scripts: { preinstall: touch, 'build:actions': touch, prepare: touch },
        }),
        'actions/verdict/dist/index.js': `require('fs').writeFileSync('${marker}', '')`,
        'connectors/owned/package.json': JSON.stringify({ scripts: { test: touch } }),
        'policies/engine/policy-engine.ts': `import 'fs'; process.exit(0)`,
        'vitest.config.ts': `throw 1`,
      },
    });
    const run = await scenario.opened(number);
    expect(run.result).toBe('success');
    expect(existsSync(marker)).toBe(false);
    expect(await scenario.check(number)).not.toMatchObject({ conclusion: 'success' });
  });

  it.each<[name: string, path: string, file: string | { mode: '120000' | '160000'; content: string }]>([
    ['a link', 'catalog/collections/link.yaml', { mode: '120000', content: '/etc/passwd' }],
    ['a nested repository', 'catalog/collections/nested', { mode: '160000', content: 'a'.repeat(40) }],
    ['a path with a line end', 'catalog/collections/odd\nname.yaml', collection('odd')],
    ['a path with a log command', 'catalog/collections/::error::x.yaml', collection('odd')],
    ['a large file', 'catalog/collections/large.yaml', collection('large', `# ${'x'.repeat(3_000_000)}\n`)],
    ['an alias bomb', 'catalog/collections/bomb.yaml', bomb()],
  ])('lets %s not in, and says so', async (_name, path, file) => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'odd', files: { [path]: file } });
    const run = await scenario.opened(number);
    expect(run.result).toBe('success');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(run.step('verdict').annotations).toEqual([]);
    expect(scenario.comment(number)).toContain('to fix');
  });
});

describe.runIf(documented)('when texts try to be more than texts', () => {
  it('neither runs, mentions nor marks anything', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const hostile = '$(touch owned) `id` ::error::boom @acme/security <!-- souk:verdict --> <img src=x>';
    const files = { 'catalog/collections/office.yaml': collection('office', `"${hostile}": 1\n`) };
    const number = await fake.openPull({ author, branch: 'a-$(id)', title: hostile, files });
    const run = await scenario.opened(number);
    const comment = scenario.comment(number);
    expect(comment.match(/<!-- souk:verdict -->/g)).toHaveLength(1);
    expect(comment).not.toMatch(/@acme|<img/);
    expect(run.step('verdict').annotations).toEqual([]);
    expect(run.step('verdict').log).not.toMatch(/^::error/m);
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
  });

  it('leaves a comment alone that somebody else made with our mark', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    const forged = fake.comment(number, { by: 'stranger', body: '<!-- souk:verdict -->\n## ✅ Ready' });
    await scenario.opened(number);
    await scenario.opened(number, 'reopened');
    expect(scenario.comment(number)).not.toBe(forged.body);
    expect(fake.commentsOn(number).find(({ id }) => id === forged.id)?.body).toBe(forged.body);
    expect(fake.commentsOn(number)).toHaveLength(2);
  });

  it('counts no check of the same name by another app', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    const other = fake.addApp('other-app', { checks: 'write' });
    const token = fake.issueToken({ app: other.slug });
    await fetch(`${fake.url}/repos/acme/souk/check-runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ name: 'Souk', head_sha: await fake.headSha(number), external_id: 'souk-verdict' },
        ...{ status: 'completed', conclusion: 'success' },
      }),
    });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
  });
});

describe.runIf(documented)('when a pull request goes into another branch', () => {
  it('gets no verdict, which would count for the same commit on main', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    await fake.origin.setRef('refs/heads/side', (await fake.origin.resolve('main')) ?? '');
    const number = await fake.openPull({ author, branch: 'words', base: 'side', files: lowRisk() });
    expect((await scenario.opened(number)).triggered).toBe(false);
    const run = await scenario.reviewed(number, 'vera-lindholm');
    expect(run.step('verdict').outputs).toMatchObject({ state: 'skipped' });
    expect(await scenario.check(number)).toBeUndefined();
  });
});

describe.runIf(documented)('when two pull requests have the same head', () => {
  it('judges the older, and says so in the other: approvals there let nothing in', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const first = await fake.openPull({ author: 'wei-chen', branch: 'words', files: mediumRisk() });
    await scenario.reviewed(first, 'omar-farouk', 'changes-requested');
    await fake.origin.setRef('refs/heads/words-again', await fake.headSha(first));
    const second = await fake.openPull({ author: 'elena-popescu', branch: 'words-again' });
    await scenario.opened(second);
    await fake.review(second, { by: 'vera-lindholm' });
    const run = await scenario.reviewed(second, 'daniel-osei');
    expect(run.step('verdict').outputs).toMatchObject({ 'pull-request': String(first), state: 'blocked' });
    expect(scenario.comment(second)).toContain(`Judged in #${first}`);
    expect(await scenario.check(first)).toMatchObject({ conclusion: 'failure' });
    expect([first, second].map(fake.isMerged)).toEqual([false, false]);
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, i) =>
    i === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
  );
  return `${collection('bomb')}${levels.join('\n')}\n`;
}
