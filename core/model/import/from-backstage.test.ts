import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { importBackstage } from './from-backstage.ts';
import { backstageComponent } from './source-fixtures.ts';

function entity(
  kind: string,
  name: string,
  spec: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): unknown {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec };
}

function importAll(...entities: unknown[]): ReturnType<typeof importBackstage> {
  return importBackstage([
    { path: 'catalog-info.yaml', text: entities.map((one) => stringify(one)).join('---\n') },
  ]);
}

describe('when a component is imported', () => {
  it('becomes an app with the domain of its system', () => {
    const system = entity('System', 'artist-engagement-portal', { owner: 'team-a', domain: 'artists' });
    const { manifests } = importAll(backstageComponent, system);
    expect(manifests[0]).toMatchObject({ path: 'catalog/apps/artist-lookup/manifest.yaml' });
    expect(manifests[0]?.manifest).toMatchObject({
      kind: 'App',
      id: 'artist-lookup',
      name: 'Artist Lookup',
      summary: 'Looks up artists by name and genre.',
      owner: 'team-a',
      domain: 'artists',
      tags: ['java', 'data'],
      lifecycle: { stage: 'proposed' },
      links: [{ title: 'Examples', url: 'https://example.com/user' }],
      apis: { provides: ['artist-api'], consumes: ['other', 'genre-api'] },
      annotations: {
        'github.com/project-slug': 'example/artist-lookup',
        'import/spec/dependsOn/0': 'resource:default/artists-db',
        'import/spec/type': 'service',
      },
    });
  });

  it.each([
    ['experimental', 'proposed'],
    ['production', 'proposed'],
    ['deprecated', 'deprecated'],
  ])('takes lifecycle %s as stage %s', (lifecycle, stage) => {
    const { manifests } = importAll(
      entity('Component', 'a1', { lifecycle, type: 'crm-connector', owner: 'x' }),
    );
    expect(manifests[0]?.manifest).toMatchObject({ kind: 'Connector', lifecycle: { stage } });
  });

  it('keeps the lifecycle of what was in production beside the proposal, and says so', () => {
    const { manifests, notes } = importAll(
      entity('Component', 'a1', { lifecycle: 'production', owner: 'x' }),
    );
    expect(manifests[0]?.manifest.annotations).toMatchObject({ 'import/spec/lifecycle': 'production' });
    expect(notes.map(({ level, pointer }) => `${level} ${pointer}`)).toContain(
      'mapped-with-loss /spec/lifecycle',
    );
  });
});

describe('when teams are imported', () => {
  it('takes users as members of their groups, and owners as the same teams', () => {
    const { manifests, failures } = importAll(
      entity('Group', 'Team_A', {
        type: 'team',
        profile: { displayName: 'Team A' },
        children: [],
        members: ['kim'],
      }),
      entity('User', 'ana', {
        profile: { displayName: 'Ana Ruiz', email: 'ana@example.com', picture: 'https://example.com/p' },
        memberOf: ['team_a'],
      }),
      entity('Component', 'a1', { owner: 'group:default/Team_A', lifecycle: 'production' }),
    );
    expect(failures).toEqual([]);
    expect(manifests.map(({ manifest }) => manifest)).toMatchObject([
      {
        kind: 'Team',
        id: 'team-a',
        name: 'Team A',
        members: ['kim', { name: 'Ana Ruiz', email: 'ana@example.com' }],
      },
      { kind: 'App', owner: 'team-a' },
    ]);
    expect(manifests).toHaveLength(2);
  });
});

describe('when something has no place', () => {
  it('names every leaf of users, systems and APIs, and other kinds as a whole', () => {
    const { notes } = importAll(
      entity('User', 'ana', { memberOf: ['elsewhere'] }),
      entity('API', 'lone', { type: 'openapi', definition: 'openapi: 3.1.0' }),
      entity('Resource', 'db', { type: 'database' }),
      entity('Template', 'maker', { steps: [] }),
      entity('Location', 'all', { targets: ['./a.yaml'] }),
      entity('Domain', 'artists', { owner: 'x' }),
    );
    expect(notes.map(({ source, pointer, level }) => `${source} ${level} ${pointer}`)).toEqual(
      [
        'catalog-info.yaml#2 dropped /metadata/name',
        'catalog-info.yaml#2 dropped /spec/type',
        'catalog-info.yaml#2 dropped /spec/definition',
        'catalog-info.yaml#3 dropped ',
        'catalog-info.yaml#4 dropped ',
        'catalog-info.yaml#5 dropped ',
        'catalog-info.yaml#6 dropped ',
        'catalog-info.yaml#1 dropped /metadata/name',
        'catalog-info.yaml#1 dropped /spec/memberOf/0',
      ].toSorted((a, b) => order(notes, a) - order(notes, b)),
    );
  });

  it('fails what is no entity and goes on', () => {
    const result = importBackstage([
      { path: 'a', text: 'x: 1' },
      { path: 'b', text: '- 1' },
      { path: 'c', text: '{{ template }}' },
      { path: 'd', text: stringify(backstageComponent) },
    ]);
    expect(result.failures.map(({ source }) => source)).toEqual(['a', 'b', 'c']);
    expect(result.manifests[0]?.manifest.id).toBe('artist-lookup');
  });
});

function order(notes: ReturnType<typeof importBackstage>['notes'], text: string): number {
  return notes.findIndex(({ source, pointer, level }) => `${source} ${level} ${pointer}` === text);
}
