import { describe, expect, it } from 'vitest';
import { catalogOf, placed } from '../testing/catalogs.ts';
import { anApp, aTeam } from '../testing/manifests.ts';
import { assembleChanges } from './assemble-changes.ts';

const cover = 'catalog/apps/cover/manifest.yaml';
const app = placed(anApp({ id: 'cover' }), cover);
const hidden = placed(aTeam({ id: 'hidden' }), 'catalog/apps/cover/deep/hidden.yaml');
const beside = placed(aTeam({ id: 'beside' }), 'catalog/teams/beside.yaml');
const files = [cover, hidden.path, beside.path];
const covered = catalogOf([app, beside], files);
const open = catalogOf([hidden, beside], [hidden.path, beside.path]);

describe('when a manifest.yaml comes or goes', () => {
  it('takes what it hides for removed, though its file is the same', () => {
    const changes = assembleChanges(open, covered, [cover]);
    expect(changes.map(({ key, type }) => `${type} ${key.kind}/${key.id}`)).toEqual([
      'added App/cover',
      'removed Team/hidden',
    ]);
  });

  it('takes what it uncovers for new', () => {
    const changes = assembleChanges(covered, open, [cover]);
    expect(changes.map(({ key, type }) => `${type} ${key.kind}/${key.id}`)).toEqual([
      'removed App/cover',
      'added Team/hidden',
    ]);
  });

  it('leaves alone what lies elsewhere', () => {
    const other = catalogOf([app, beside], files);
    expect(assembleChanges(covered, other, [cover]).map(({ key }) => key.id)).toEqual(['cover']);
  });
});
