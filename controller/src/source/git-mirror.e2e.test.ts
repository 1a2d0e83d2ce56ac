import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crmManifest, GitShop, teamManifest } from '../testing/git-shop.ts';
import { MirroredShop, readMirrored } from '../testing/mirrored-shop.ts';

const signal = new AbortController().signal;

let place: MirroredShop;
beforeEach(() => {
  place = new MirroredShop();
});
afterEach(() => place[Symbol.dispose]());

const ways = [
  { way: 'shared', sent: false },
  { way: 'sent', sent: true },
] as const;

describe.each(ways)('when the objects are $way', ({ sent }) => {
  it('follows a branch that stays, goes on and is rewritten', async () => {
    const { shop, first } = place;
    const mirror = place.open({ sent });
    expect(await mirror.refresh(signal)).toEqual(first);
    expect(await mirror.refresh(signal)).toEqual(first);
    const second = place.addTeam();
    expect(await mirror.refresh(signal)).toEqual(second);
    shop.git('commit', '-q', '--amend', '-m', 'Other');
    const third = shop.git('rev-parse', 'HEAD');
    const later = await place.open({ sent }).refresh(signal);
    expect(later).toEqual(third);
    expect(await readMirrored(mirror, second)).toBe(crmManifest);
  });

  it('refuses history that is cut off, and says how to mend it', async () => {
    place.addTeam();
    const cut = new GitShop();
    cut.git('clone', '-q', '--depth=1', `file://${place.shop.dir}`, '.');
    using shallow = Object.assign(new MirroredShop(), { shop: cut });
    const mirror = shallow.open({ sent });
    await expect(mirror.refresh(signal)).rejects.toMatchObject({
      code: 'shallow',
      reaction: 'stalled',
      message: expect.stringContaining('git fetch --unshallow'),
    });
    cut.git('fetch', '-q', '--unshallow');
    expect(await mirror.refresh(signal)).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('when objects are sent', () => {
  it('brings no tag and no other branch', async () => {
    place.shop.git('tag', 'v1');
    place.shop.git('branch', 'other');
    await place.open({ sent: true }).refresh(signal);
    const refs = place.shop.git('--git-dir', place.mirrorDir, 'for-each-ref', '--format=%(refname)');
    expect(refs).toBe('refs/souk/followed');
  });
});

describe('when nobody says which branch', () => {
  it('follows main, else what the repository shows first, and stays with it', async () => {
    const { shop, first, dataDir } = place;
    shop.git('checkout', '-qb', 'trunk');
    const onTrunk = place.addTeam();
    expect(await place.open().refresh(signal)).toBe(first);
    shop.git('branch', '-D', '-q', 'main');
    const trunk = place.open({ dir: join(dataDir, 'trunk') });
    expect([await trunk.refresh(signal), trunk.branch]).toEqual([onTrunk, 'trunk']);
    shop.git('branch', 'main', first);
    const again = place.open({ dir: join(dataDir, 'trunk') });
    expect([await again.refresh(signal), again.branch]).toEqual([onTrunk, 'trunk']);
  });
});

describe('when the repository is not as it was', () => {
  it('reports a deleted branch and a deleted repository, and still has what it had', async () => {
    const { shop, first } = place;
    const mirror = place.open();
    await mirror.refresh(signal);
    shop.git('checkout', '-qb', 'other');
    shop.git('branch', '-D', '-q', 'main');
    await expect(mirror.refresh(signal)).rejects.toMatchObject({ code: 'no-branch', reaction: 'stalled' });
    shop.remove();
    await expect(mirror.refresh(signal)).rejects.toMatchObject({ code: 'missing' });
    expect(await readMirrored(mirror, first)).toBe(crmManifest);
  });

  it('does not mind that it is packed anew and cleaned', async () => {
    const { shop, first } = place;
    const mirror = place.open();
    const second = place.addTeam();
    await mirror.refresh(signal);
    shop.git('reset', '-q', '--hard', first);
    shop.git('reflog', 'expire', '--expire=now', '--all');
    shop.git('gc', '-q', '--prune=now');
    expect(await readMirrored(mirror, second, 'catalog/teams/sales-tools.yaml')).toBe(teamManifest);
  });

  it('begins anew for another repository in the same folder', async () => {
    await place.open().refresh(signal);
    using other = Object.assign(new MirroredShop(), { mirrorDir: place.mirrorDir });
    const commit = other.addTeam();
    const head = await other.open().refresh(signal);
    expect(head).toBe(commit);
    expect(readdirSync(place.dataDir)).toEqual(['mirror']);
  });
});

describe('when the catalog is a folder of the repository', () => {
  it('reads it from there', async () => {
    place.shop.write('shop/catalog/apps/crm/manifest.yaml', 'below\n');
    const commit = place.shop.commit();
    const mirror = place.open({ prefix: 'shop/' });
    expect(await mirror.refresh(signal)).toBe(commit);
    expect(await readMirrored(mirror, commit)).toBe('below\n');
    expect(await place.open({ prefix: 'shop/' }).refresh(signal)).toBe(commit);
  });
});

describe('when the folder cannot be made', () => {
  it('says so in one line', async () => {
    mkdirSync(join(place.dataDir, 'a'));
    writeFileSync(join(place.dataDir, 'a', 'file'), '');
    for (const dir of [join(place.dataDir, 'a', 'file', 'mirror'), '/proc/souk/mirror'])
      await expect(place.open({ dir }).refresh(signal)).rejects.toMatchObject({
        name: 'DataFolderError',
        code: 'not-writable',
        message: expect.stringMatching(/^The mirror .* can't be written: .*$/),
      });
    rmSync(join(place.dataDir, 'a'), { recursive: true });
  });
});
