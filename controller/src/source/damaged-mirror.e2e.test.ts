import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { crmManifest } from '../testing/git-shop.ts';
import { MirroredShop, readMirrored } from '../testing/mirrored-shop.ts';
import { gitSource } from './git-source.ts';

const signal = new AbortController().signal;

let place: MirroredShop;
beforeEach(() => {
  place = new MirroredShop();
});
afterEach(() => place[Symbol.dispose]());

const inMirror = (...path: string[]) => join(place.mirrorDir, ...path);
const asides = () => readdirSync(place.dataDir).filter((name) => name.startsWith('mirror.broken-'));
const packsOf = () => readdirSync(inMirror('objects/pack')).filter((name) => name.endsWith('.pack'));

/** Removes one object, whether it is in a pack or not. */
function removeObject(id: string): void {
  for (const name of packsOf()) {
    const pack = readFileSync(inMirror('objects/pack', name));
    rmSync(inMirror('objects/pack', name));
    rmSync(inMirror('objects/pack', name.replace('.pack', '.idx')));
    execFileSync('git', ['--git-dir', place.mirrorDir, 'unpack-objects', '-q'], { input: pack });
  }
  rmSync(inMirror('objects', id.slice(0, 2), id.slice(2)));
}

describe('when the mirror is damaged while nobody looks', () => {
  const damages: [name: string, damage: () => void][] = [
    ['lost its objects', () => rmSync(inMirror('objects'), { recursive: true })],
    [
      'has a truncated pack',
      () => {
        place.shop.git('--git-dir', place.mirrorDir, 'repack', '-qad');
        for (const pack of packsOf()) {
          chmodSync(inMirror('objects/pack', pack), 0o644);
          truncateSync(inMirror('objects/pack', pack), 150);
        }
      },
    ],
    ['has an empty ref', () => writeFileSync(inMirror('refs/souk/followed'), '')],
    ['has a ref to nowhere', () => writeFileSync(inMirror('refs/souk/followed'), `${'ab'.repeat(20)}\n`)],
    ['lost its HEAD', () => rmSync(inMirror('HEAD'))],
    ['has broken settings', () => writeFileSync(inMirror('config'), '[core\n')],
    ['lost a tree', () => removeObject(place.shop.git('rev-parse', `${place.first}^{tree}`))],
    ['lost a commit', () => removeObject(place.first)],
  ];
  it.each(damages)('is whole again by itself after it %s', async (_name, damage) => {
    const mirror = place.open({ sent: true });
    await mirror.refresh(signal);
    damage();
    const second = place.addTeam();
    // It is noticed by a refresh or by a read, whichever comes upon it first.
    for (let times = 0; times < 3; times++) {
      const head = await mirror.refresh(signal).catch(() => undefined);
      if (head !== undefined) await readMirrored(mirror, head).catch(() => undefined);
    }
    expect(await mirror.refresh(signal)).toBe(second);
    expect(await readMirrored(mirror, second)).toBe(crmManifest);
    expect(await mirror.read((repository) => readCommitCatalog(repository, second))).toMatchObject({
      unreadable: [],
    });
    expect(asides().length).toBeLessThan(2);
  });

  it('leaves the repository alone that the data folder is in', async () => {
    const dir = join(place.shop.dir, '.souk', 'mirror');
    const mirror = place.open({ dir });
    await mirror.refresh(signal);
    rmSync(join(dir, 'HEAD'));
    place.addTeam();
    await mirror.refresh(signal);
    expect(place.shop.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(existsSync(join(dir, 'HEAD'))).toBe(true);
  });

  it('goes on where a killed process left locks', async () => {
    const mirror = place.open();
    await mirror.refresh(signal);
    writeFileSync(inMirror('refs/souk/followed.lock'), '');
    writeFileSync(inMirror('config.lock'), '');
    const commit = place.addTeam();
    expect(await mirror.refresh(signal)).toBe(commit);
  });
});

describe('when a read comes upon the damage', () => {
  it.each(['catalog/apps/crm/manifest.yaml', 'catalog/teams/sales-tools.yaml'])(
    'does not take the lost %s for a broken or a missing file',
    async (path) => {
      const second = place.addTeam();
      const mirror = place.open({ sent: true });
      const source = gitSource({ mirror, acceptance: undefined, clock: new FakeClock() });
      await source.fingerprint(signal);
      const base = await source.read(place.first);
      const lost = place.shop.git('rev-parse', `${second}:${path}`);
      const reads: [string, () => Promise<unknown>][] = [
        ['read', () => source.read(second)],
        ['readFile', () => source.readFile(second, path)],
      ];
      if (path.includes('teams'))
        reads.push(['readChanged', async () => source.history?.readChanged(base, second)]);
      for (const [, read] of reads) {
        removeObject(lost);
        await expect(read()).rejects.toMatchObject({ code: 'mirror-broken', reaction: 'wait' });
        expect(asides()).toHaveLength(1);
        await expect(read()).rejects.toMatchObject({ code: 'mirror-broken' });
        expect(await source.fingerprint(signal)).toBe(second);
        await read();
      }
    },
  );

  it('is not satisfied with an attachment that is lost', async () => {
    place.shop.write('catalog/apps/crm/README.md', '# CRM\n');
    const commit = place.shop.commit();
    const source = gitSource({
      mirror: place.open({ sent: true }),
      acceptance: undefined,
      clock: new FakeClock(),
    });
    await source.fingerprint(signal);
    const snapshot = await source.read(commit);
    removeObject(place.shop.git('rev-parse', `${commit}:catalog/apps/crm/README.md`));
    await expect(snapshot.readFiles(['catalog/apps/crm/README.md'], 1_000)).rejects.toMatchObject({
      code: 'mirror-broken',
    });
  });
});
