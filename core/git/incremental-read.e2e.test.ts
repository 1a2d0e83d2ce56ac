import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { listChange } from './list-change.ts';
import { readCommitCatalog, readWorkTreeCatalog } from './read-catalog.ts';
import { readChange } from './read-change.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const contents: Readonly<Record<string, string>> = {
  app: stringify(anApp({ id: 'x' })),
  otherApp: stringify(anApp({ id: 'x', version: '2.0.0' })),
  team: stringify(aTeam({ id: 'x' })),
  broken: 'kind: [\n',
  nameless: 'kind: App\n',
};

const paths = [
  'catalog/apps/x/manifest.yaml',
  'catalog/apps/x/notes.yaml',
  'catalog/apps/x/deep/manifest.yaml',
  'catalog/apps/y/manifest.yaml',
  'catalog/teams/x.yaml',
  'catalog/teams/y.yml',
  'connectors/x/manifest.yaml',
  'connectors/x/src/main.ts',
];

const tree = fc.dictionary(fc.constantFrom(...paths), fc.constantFrom(...Object.keys(contents)), {
  maxKeys: 6,
});

function replaceTree(repository: TemporaryRepository, files: Readonly<Record<string, string>>): void {
  for (const root of ['catalog', 'connectors'])
    rmSync(join(repository.dir, root), { recursive: true, force: true });
  repository.write(
    Object.fromEntries(Object.entries(files).map(([path, name]) => [path, contents[name] ?? ''])),
  );
}

/** A file that broke keeps the identity it had in the base, which a reader of the whole cannot know. */
function describeSnapshot({ catalog, unreadable, files }: CatalogSnapshot): object {
  const sound = catalog.records.filter(({ problems }) => problems.length === 0);
  const broken = [...unreadable, ...catalog.records.filter(({ problems }) => problems.length > 0)];
  return {
    records: sound
      .map(({ key, path, manifest }) => `${path} ${formatKey(key)} ${JSON.stringify(manifest)}`)
      .toSorted(),
    broken: broken.map(({ path, problems }) => `${path} ${problems.map(({ rule }) => rule)}`).toSorted(),
    files: [...files.keys()].toSorted(),
  };
}

describe('when a clone is read once', () => {
  it('parses what is asked for, remembers nothing, and finds who refers to whom', async () => {
    using repository = new TemporaryRepository();
    const app = stringify(anApp({ id: 'x', owner: 'y' }));
    const broken = 'apiVersion: souk/v1\nkind: Team\nid: z\nname: [\n';
    const files = {
      'catalog/apps/x/manifest.yaml': app,
      'catalog/teams/y.yaml': stringify(aTeam({ id: 'y' })),
    };
    const base = repository.commit({ ...files, 'catalog/teams/z.yaml': broken });
    const { catalog } = (await readChange(await listChange(repository.dir, { base, head: base, once: true })))
      .base;
    expect(catalog.entry('x')?.owner).toBe('y');
    expect(catalog.referrersOf({ kind: 'Team', id: 'y' }).map(({ record }) => record.path)).toEqual([
      'catalog/apps/x/manifest.yaml',
    ]);
    expect(catalog.get({ kind: 'Team', id: 'z' })?.manifest).toBeUndefined();
    expect(existsSync(join(repository.dir, '.git', 'souk'))).toBe(false);
  });
});

describe('when a change is read on top of its base', () => {
  it('gives what reading the whole head gives, for commits and for the working tree', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (before, after) => {
        using repository = new TemporaryRepository();
        replaceTree(repository, before);
        const base = repository.commit();
        replaceTree(repository, after);
        const opened = await openRepository(repository.dir);
        const loose = await readChange(await listChange(repository.dir, { base }));
        expect(describeSnapshot(loose.head)).toEqual(describeSnapshot(await readWorkTreeCatalog(opened)));
        const head = repository.commit();
        const committed = await readChange(await listChange(repository.dir, { base, head }));
        expect(describeSnapshot(committed.head)).toEqual(
          describeSnapshot(await readCommitCatalog(opened, head)),
        );
        expect(describeSnapshot(loose.head)).toEqual(describeSnapshot(committed.head));
        const once = await readChange(await listChange(repository.dir, { base, head, once: true }));
        expect(describeSnapshot(once.head)).toEqual(describeSnapshot(committed.head));
      }),
      { numRuns: 10 },
    );
  });
});
