import { anApp } from '@souk/model/testing/manifests.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readLastGood } from './read-last-good.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const path = 'catalog/apps/x/manifest.yaml';
const good = (version = '1.0.0') => stringify(anApp({ id: 'x', version }));
const BROKEN = 'kind: App\nid: [\n';

let temporary: TemporaryRepository;
beforeEach(() => {
  temporary = new TemporaryRepository();
});
afterEach(() => temporary[Symbol.dispose]());

const lastGood = async (at = path, since?: string) =>
  readLastGood(
    await openRepository(temporary.dir),
    temporary.git('rev-parse', 'HEAD'),
    at,
    since === undefined ? {} : { since },
  );

describe('when the newest version of a file is broken', () => {
  it.each([
    ['no YAML', BROKEN],
    ['no manifest', 'kind: App\nid: x\n'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['deceptive', `${good()}summary: "a\u202eb"\n`],
  ])('gives the one before it that is sound: %s', async (_name, content) => {
    temporary.commit({ [path]: good('1.0.0') });
    const commit = temporary.commit({ [path]: good('2.0.0') });
    temporary.commit({ 'README.md': 'other' });
    temporary.commit({ [path]: content });
    expect(await lastGood()).toMatchObject({
      commit,
      path,
      oid: temporary.git('rev-parse', `${commit}:${path}`),
      key: { kind: 'App', id: 'x' },
      manifest: { version: '2.0.0' },
    });
  });

  it('follows a move, and takes none beside it for it', async () => {
    const commit = temporary.commit({ [path]: good(), 'catalog/apps/xx/manifest.yaml': 'other' });
    temporary.git('mv', 'catalog/apps/x', 'catalog/apps/y');
    temporary.commit();
    const moved = 'catalog/apps/y/manifest.yaml';
    temporary.commit({ [moved]: BROKEN });
    expect(await lastGood(moved)).toMatchObject({ path: moved, manifest: { version: '1.0.0' } });
    temporary.git('mv', 'catalog/apps/y', 'catalog/apps/z');
    temporary.commit({ 'catalog/apps/z/manifest.yaml': `${BROKEN}#` });
    expect((await lastGood('catalog/apps/z/manifest.yaml'))?.commit).not.toBe(commit);
  });

  it('ends at a deletion, at the commit since which it looks, and after fifty versions', async () => {
    temporary.commit({ [path]: good() });
    temporary.remove(path);
    temporary.commit();
    temporary.commit({ [path]: BROKEN });
    expect(await lastGood()).toBeUndefined();
    const sound = temporary.commit({ [path]: good() });
    temporary.commit({ [path]: BROKEN });
    expect((await lastGood())?.commit).toBe(sound);
    expect(await lastGood(path, sound)).toBeUndefined();
    const versions = Array.from(
      { length: 50 },
      (_, i) =>
        `commit refs/heads/main\ncommitter T <t@e> ${i} +0000\ndata 1\nx${i === 0 ? `\nfrom ${temporary.git('rev-parse', 'HEAD')}` : ''}\nM 100644 inline ${path}\ndata <<END\n${BROKEN}# ${i}\nEND\n`,
    );
    temporary.gitWithInput(versions.slice(0, 48).join(''), 'fast-import', '--quiet');
    expect((await lastGood())?.commit).toBe(sound);
    temporary.gitWithInput(
      versions.slice(48).join('\n').replace('x\n', `x\nfrom refs/heads/main^0\n`),
      'fast-import',
      '--quiet',
    );
    expect(await lastGood()).toBeUndefined();
  });

  it('takes what main said, not what a branch said before it was merged', async () => {
    temporary.commit({ [path]: BROKEN });
    temporary.git('checkout', '-qb', 'topic');
    temporary.commit({ [path]: good() });
    temporary.commit({ [path]: `${BROKEN}# worse\n` });
    temporary.git('checkout', '-q', 'main');
    temporary.git('merge', '-q', '--no-ff', '-m', 'Merge', 'topic');
    expect(await lastGood()).toBeUndefined();
  });

  it('gives nothing for a path that never was, a pattern, and a link', async () => {
    temporary.commit({ [path]: good() });
    expect(await lastGood('catalog/apps/*/manifest.yaml')).toBeUndefined();
    expect(await lastGood('catalog/none.yaml')).toBeUndefined();
  });
});
