import { formatKey } from '@souk/model/manifest/manifest.ts';
import { describe, expect, it } from 'vitest';
import type { ObservedEntity } from '../reconcile/read-observed.ts';
import { anApp, aTeam, pathOf } from '../testing/catalog-snapshot.ts';
import { desireForeign } from './desire-foreign.ts';
import { planSource, type SourcePlanInput } from './plan-source.ts';

const apps = Array.from({ length: 10 }, (_, i) => anApp({ id: `app-${i}` }));

function desire(manifests: readonly (typeof apps)[number][], namespace = 'apac') {
  return desireForeign(
    manifests.map((manifest) => ({ path: pathOf(manifest), manifest })),
    namespace,
  );
}

function observe(desired: ReturnType<typeof desireForeign>): Map<string, ObservedEntity> {
  return new Map(
    desired.map(({ key, path, fingerprint, content }) => [
      formatKey(key),
      {
        key,
        path,
        fingerprint,
        blob: undefined,
        digest: content?.digest ?? '',
        state: 'ready',
        version: content?.version,
        stage: content?.stage,
        name: content?.name,
      },
    ]),
  );
}

function plan(change: Partial<SourcePlanInput>) {
  const planned = planSource({
    desired: desire(apps),
    observed: observe(desire(apps)),
    unusable: new Set(),
    namespace: 'apac',
    kinds: ['App', 'Connector'],
    budget: { most: 100, share: 0.25, approved: [] },
    held: [],
    commit: '1234567890',
    ...change,
  });
  return {
    added: planned.inserts.length,
    modified: planned.updates.length,
    removed: planned.deletes.length,
    held: planned.held.length,
  };
}

const nothing = { added: 0, modified: 0, removed: 0, held: 0 };

describe('when another catalog is compared with what is known of it', () => {
  it.each<[string, Partial<SourcePlanInput>, Partial<typeof nothing>]>([
    ['changes nothing when it is the same', {}, {}],
    ['adds what is new', { observed: new Map() }, { added: 10 }],
    [
      'changes what differs',
      { desired: desire(apps.map((app) => ({ ...app, version: '2.0.0' }))) },
      { modified: 10 },
    ],
    ['removes a few', { desired: desire(apps.slice(2)) }, { removed: 2 }],
    ['holds many', { desired: desire(apps.slice(5)) }, { held: 5 }],
    [
      'removes many that are approved',
      { desired: desire(apps.slice(5)), budget: { most: 100, share: 0.25, approved: ['1234567'] } },
      { removed: 5 },
    ],
    [
      'removes many that an earlier commit asked for, once that one is approved',
      {
        desired: desire(apps.slice(5)),
        held: desire(apps.slice(0, 5)).map(({ key }) => ({ key, commit: 'c0ffee0123' })),
        budget: { most: 100, share: 0.25, approved: ['c0ffee0'] },
      },
      { removed: 5 },
    ],
    [
      'keeps what came from files that can not be used now, even all of it',
      { desired: [], unusable: new Set(apps.map(pathOf)) },
      {},
    ],
    [
      'moves everything to another namespace at once',
      { desired: desire(apps, 'asia'), namespace: 'asia' },
      { added: 10, removed: 10 },
    ],
    ['removes kinds that are not asked for any more', { desired: [], kinds: ['Connector'] }, { removed: 10 }],
    [
      'takes a namespace that begins alike for another',
      { desired: desire(apps, 'apac-2'), namespace: 'apac-2' },
      { added: 10, removed: 10 },
    ],
  ])('%s', (_name, change, expected) => {
    expect(plan(change)).toEqual({ ...nothing, ...expected });
  });

  it('believes no empty catalog', () => {
    expect(() => plan({ desired: [] })).toThrow('10 entities are known from it. Nothing was removed.');
  });

  it('gives no judgement, no risk and no attachment', () => {
    const team = aTeam({ id: 'sales' });
    const [desired] = desireForeign([{ path: pathOf(team), manifest: team }], 'apac');
    expect(desired).toMatchObject({ findings: [], attachments: [], content: { risk: undefined } });
  });
});
