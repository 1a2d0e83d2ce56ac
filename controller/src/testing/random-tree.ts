import type { Manifest } from '@souk/model/manifest/manifest.ts';
import {
  aConnector,
  anApp,
  anInstallation,
  aPriceBook,
  aScopeCatalog,
  aTeam,
  aWaiver,
} from '@souk/model/testing/manifests.ts';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Tree } from './catalog-history.ts';

const MARKETPLACE = 'catalog/marketplace.yaml';

/** Settings that hold nothing back: what is compared is what the catalog says. */
function marketplace(change: object): string {
  return stringify({
    apiVersion: 'souk/v1',
    kind: 'Marketplace',
    id: 'acme',
    name: 'Acme',
    reconcile: { removals: { most: 100_000, share: 1 } },
    ...change,
  });
}

const teams = ['sales', 'sa1es', 'ops'];
const entries = ['crm', 'crn', 'erp', 'c-rm'];

/** A file, well formed or not, whose entities refer to each other and get into each other's way. */
const file = fc.oneof(
  app(),
  app(),
  app(),
  placed(
    fc
      .record({ id: fc.constantFrom(...entries), owner: fc.constantFrom(...teams), version: version() })
      .map(aConnector),
    ({ id }) => [`connectors/${id}/manifest.yaml`],
  ),
  placed(
    fc
      .record({
        id: fc.constantFrom(...teams),
        costCenter: fc.option(fc.constantFrom('CC-1', 'CC-2'), { nil: undefined }),
        parent: fc.option(fc.constantFrom(...teams), { nil: undefined }),
        status: fc.constantFrom('active' as const, 'disbanded' as const),
      })
      .map(({ costCenter, parent, ...team }) => aTeam({ ...team, ...defined({ costCenter, parent }) })),
    ({ id }) => [`catalog/teams/${id}.yaml`, `catalog/teams/${id.toUpperCase()}.yaml`],
  ),
  placed(
    fc
      .record({
        id: fc.constantFrom('crm-prod', 'erp-prod'),
        app: fc.constantFrom(...entries),
        team: fc.constantFrom(...teams),
        version: fc.constantFrom('^1.0.0', '^2.0.0'),
        environment: fc.constantFrom('production', 'test'),
      })
      .map(anInstallation),
    ({ id, team }) => [`catalog/installations/${team}/${id}.yaml`],
  ),
  placed(
    fc
      .record({
        id: fc.constantFrom('w1', 'w2'),
        rule: fc.constantFrom(
          'reference/missing',
          'developer/license',
          'identity/confusable',
          'org/backup-owner',
        ),
        entity: fc.constantFrom('App/crm', 'App/erp', 'Connector/crm', 'Installation/crm-prod'),
        expiresAt: fc.constantFrom('2027-01-01', '2026-01-01'),
      })
      .map(aWaiver),
    ({ id }) => [`catalog/waivers/${id}.yaml`],
  ),
  fc
    .constantFrom(aScopeCatalog(), aPriceBook())
    .map(
      (manifest) =>
        [
          manifest.kind === 'PriceBook' ? 'catalog/prices.yaml' : 'catalog/scopes.yaml',
          stringify(manifest),
        ] as const,
    ),
  fc
    .constantFrom({}, { environments: [{ name: 'test' }] }, { minSunsetDays: 10 })
    .map(
      (change) =>
        [MARKETPLACE, marketplace('minSunsetDays' in change ? { lifecycle: change } : change)] as const,
    ),
);

function app() {
  return placed(
    fc
      .record({
        id: fc.constantFrom(...entries),
        owner: fc.constantFrom(...teams),
        version: version(),
        consumes: fc.constantFrom<(string | { name: string; app: string })[]>(
          [],
          ['erp'],
          [{ name: 'API', app: 'crm' }],
        ),
        costCenter: fc.option(fc.constantFrom('CC-1', 'CC-3'), { nil: undefined }),
        stage: fc.constantFrom('proposed' as const, 'published' as const, 'deprecated' as const),
        replacement: fc.option(fc.constantFrom(...entries), { nil: undefined }),
        openapi: fc.boolean(),
      })
      .map(({ consumes, costCenter, stage, replacement, openapi, ...app }) =>
        anApp({
          ...app,
          ...defined({ costCenter }),
          apis: { consumes, ...(openapi ? { provides: [{ name: 'Crm', openapi: 'openapi.yaml' }] } : {}) },
          lifecycle: {
            stage,
            ...(stage === 'deprecated'
              ? {
                  deprecation: { announced: '2026-10-01', sunset: '2027-03-01', ...defined({ replacement }) },
                }
              : {}),
          },
        }),
      ),
    ({ id }) => [
      `catalog/apps/${id}/manifest.yaml`,
      `catalog/apps/other/manifest.yaml`,
      `catalog/apps/${id}/deep/manifest.yaml`,
    ],
  );
}

function version() {
  return fc.constantFrom('1.0.0', '1.1.0', '2.0.0');
}

/** The values that are there. */
function defined<T extends object>(shape: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

/** A manifest in one of its places, sometimes damaged. */
function placed<M extends Manifest>(manifests: fc.Arbitrary<M>, placesOf: (manifest: M) => string[]) {
  return fc
    .tuple(manifests, fc.nat(2), fc.nat(9))
    .map(([manifest, place, damage]): readonly [string, string] => {
      const places = placesOf(manifest);
      const text = stringify(manifest);
      const damaged =
        damage === 0
          ? 'kind: [\n'
          : damage === 1
            ? text.replace('apiVersion: souk/v1', 'apiVersion: souk/v9')
            : text;
      return [places[place % places.length] ?? '', damaged];
    });
}

type Edit =
  | { readonly do: 'put'; readonly file: readonly [string, string] }
  | { readonly do: 'remove'; readonly nth: number }
  | { readonly do: 'attach'; readonly nth: number }
  | { readonly do: 'move'; readonly nth: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: file.map((put): Edit => ({ do: 'put', file: put })) },
  { weight: 2, arbitrary: fc.nat().map((nth): Edit => ({ do: 'remove', nth })) },
  { weight: 1, arbitrary: fc.nat().map((nth): Edit => ({ do: 'attach', nth })) },
  { weight: 1, arbitrary: fc.nat().map((nth): Edit => ({ do: 'move', nth })) },
);

/** Some commits, each with a few edits on top of the one before. */
export const randomHistory: fc.Arbitrary<Tree[]> = fc
  .array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 10 })
  .map((commits) => {
    let tree: Tree = { [MARKETPLACE]: marketplace({}) };
    return commits.map((edits) => {
      tree = edits.reduce(applyEdit, tree);
      return tree;
    });
  });

function applyEdit(tree: Tree, edit: Edit): Tree {
  if (edit.do === 'put') return { ...tree, [edit.file[0]]: edit.file[1] };
  const paths = Object.keys(tree).filter((path) => path !== MARKETPLACE);
  const path = paths[edit.nth % Math.max(paths.length, 1)];
  if (path === undefined) return tree;
  const { [path]: text = '', ...rest } = tree;
  switch (edit.do) {
    case 'remove':
      return rest;
    case 'move':
      return { ...rest, [path.replace(/([^/]+)(\/manifest)?\.yaml$/, 'moved-$1$2.yaml')]: text };
    case 'attach':
      return path.endsWith('/manifest.yaml')
        ? { ...tree, [path.replace('manifest.yaml', 'openapi.yaml')]: `openapi: 3.1.0 # ${edit.nth % 3}` }
        : tree;
  }
}
