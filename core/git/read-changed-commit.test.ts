import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { readCommitCatalog } from './read-catalog.ts';
import { readChangedCommit } from './read-changed-commit.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const app = (id: string) => stringify(anApp({ id }));

describe('when a commit is read on top of another', () => {
  it.each([
    { having: 'the commit below it', lost: false },
    { having: 'lost that commit', lost: true },
  ])('gives the whole and what changed, having $having', async ({ lost }) => {
    using temporary = new TemporaryRepository();
    const base = temporary.commit({
      'catalog/apps/x/manifest.yaml': app('x'),
      'catalog/apps/y/manifest.yaml': app('y'),
      'catalog/teams/t.yaml': stringify(aTeam({ id: 't' })),
    });
    const repository = await openRepository(temporary.dir);
    const before = await readCommitCatalog(repository, base);
    temporary.remove('catalog/apps/y');
    const head = temporary.commit({
      'catalog/apps/x/manifest.yaml': 'kind: [',
      'connectors/z/manifest.yaml': app('z'),
    });
    const after = await readChangedCommit(
      repository,
      lost ? { ...before, commit: '0'.repeat(40) } : before,
      head,
    );
    expect(after.commit).toBe(head);
    expect(after.changedPaths.toSorted()).toEqual([
      'catalog/apps/x/manifest.yaml',
      'catalog/apps/y/manifest.yaml',
      'connectors/z/manifest.yaml',
    ]);
    const whole = await readCommitCatalog(repository, head);
    expect([...after.files.values()]).toEqual(expect.arrayContaining([...whole.files.values()]));
    expect(after.files.size).toBe(whole.files.size);
    const idsOf = ({ catalog }: CatalogSnapshot) => catalog.records.map(({ key }) => key.id).toSorted();
    expect(idsOf(after)).toEqual(['t', 'z']);
    expect(idsOf(whole)).toEqual(['t', 'z']);
    expect(after.unreadable).toEqual(whole.unreadable);
  });
});
