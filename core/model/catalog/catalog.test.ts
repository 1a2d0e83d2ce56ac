import { describe, expect, it } from 'vitest';
import { catalogOf, placed } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam } from '../testing/manifests.ts';

const key = { kind: 'App', id: 'invoice-scanner' } as const;

describe('when several files claim one identity', () => {
  const home = placed(anApp());
  const copy = placed(anApp({ name: 'Impostor' }), 'catalog/apps/a-copy/manifest.yaml');
  const otherCopy = placed(anApp({ name: 'Impostor' }), 'catalog/apps/b-copy/manifest.yaml');

  it('gives the one in the place of its id, in whatever order they were read', () => {
    expect(catalogOf([copy, home]).get(key)?.path).toBe(home.path);
    expect(catalogOf([home, copy]).get(key)?.path).toBe(home.path);
  });

  it('gives the first by path when none is in its place', () => {
    expect(catalogOf([otherCopy, copy]).get(key)?.path).toBe(copy.path);
  });

  it('gives all of them to whoever asks for all', () => {
    expect(catalogOf([copy, home]).allWithKey(key)).toHaveLength(2);
  });
});

describe('when references are followed', () => {
  const catalog = catalogOf([anApp(), aTeam(), anInstallation()]);

  it('finds everything that refers to an entity, with the place', () => {
    const referrers = (kind: 'App' | 'Team', id: string): string[] =>
      catalog
        .referrersOf({ kind, id })
        .map(({ record, reference }) => `${record.key.kind} ${reference.pointer}`);
    expect(referrers('Team', 'finance')).toEqual(['App /owner', 'Installation /team']);
    expect(referrers('App', 'invoice-scanner')).toEqual(['Installation /app']);
    expect(referrers('App', 'finance')).toEqual([]);
  });
});
