import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import { describe, expect, it } from 'vitest';
import { calmly } from '../testing/calm-judge.ts';
import { anApp, aSnapshot, aTeam, pathOf } from '../testing/catalog-snapshot.ts';
import { assembleDesired, type DesiredState } from './assemble-desired.ts';
import { isEmptyPlan, type ObservedEntity, planSync, type SyncPlan } from './plan-sync.ts';

const crm = { kind: 'App', id: 'crm' } as const;
const desire = (parts: Parameters<typeof aSnapshot>[0], findings: readonly Finding[] = []): DesiredState => {
  const snapshot = aSnapshot(parts);
  return assembleDesired(snapshot, calmly(snapshot, findings));
};
/** What the registry holds once everything desired is applied. */
const observe = ({ entities }: DesiredState): ObservedEntity[] =>
  entities.map(({ key, path, fingerprint }) => ({ key, path, fingerprint }));
const plan = (desired: DesiredState, observed: readonly ObservedEntity[]): SyncPlan => {
  const result = planSync(desired, observed);
  if (!result.ok) throw new Error(result.reason);
  return result.plan;
};
const names = (keys: readonly { readonly id: string }[]) => keys.map(({ id }) => id);
const summary = ({ inserts, updates, stalls, deletes }: SyncPlan) => ({
  inserts: names(inserts.map(({ key }) => key)),
  updates: names(updates.map(({ key }) => key)),
  stalls: names(stalls.map(({ key }) => key)),
  deletes: names(deletes),
});
const nothing = { inserts: [], updates: [], stalls: [], deletes: [] };
const finding: Finding = {
  rule: 'r',
  level: 'deny',
  message: 'm',
  help: 'h',
  docs: 'd',
  location: startOf(pathOf(crm)),
};

const before = desire({ manifests: [anApp({ id: 'crm' }), aTeam({ id: 'sales-tools' })] });

describe('when the catalog has changed', () => {
  const cases: [name: string, after: DesiredState, expected: Partial<ReturnType<typeof summary>>][] = [
    ['nothing', desire({ manifests: [anApp({ id: 'crm' }), aTeam({ id: 'sales-tools' })] }), {}],
    [
      'an entity that is new',
      desire({ manifests: [anApp({ id: 'crm' }), anApp({ id: 'erp' }), aTeam({ id: 'sales-tools' })] }),
      { inserts: ['erp'] },
    ],
    ['one that is gone', desire({ manifests: [anApp({ id: 'crm' })] }), { deletes: ['sales-tools'] }],
    [
      'content',
      desire({ manifests: [anApp({ id: 'crm', version: '2.0.0' }), aTeam({ id: 'sales-tools' })] }),
      { updates: ['crm'] },
    ],
    [
      'a place only',
      desire({
        manifests: [
          { path: 'catalog/apps/moved/manifest.yaml', manifest: anApp({ id: 'crm' }) },
          aTeam({ id: 'sales-tools' }),
        ],
      }),
      { updates: ['crm'] },
    ],
    [
      'a finding only',
      desire({ manifests: [anApp({ id: 'crm' }), aTeam({ id: 'sales-tools' })] }, [finding]),
      { updates: ['crm'] },
    ],
    [
      'an attachment only',
      desire({
        manifests: [anApp({ id: 'crm' }), aTeam({ id: 'sales-tools' })],
        attachments: ['catalog/apps/crm/openapi.yaml'],
      }),
      { updates: ['crm'] },
    ],
    [
      'a file that fails its schema',
      desire({ manifests: [aTeam({ id: 'sales-tools' })], broken: [{ path: pathOf(crm), key: crm }] }),
      { stalls: ['crm'] },
    ],
    [
      'a file that names nobody any more',
      desire({ manifests: [aTeam({ id: 'sales-tools' })], unreadable: [pathOf(crm)] }),
      { stalls: ['crm'] },
    ],
    [
      'one entity broken and another gone',
      desire({ broken: [{ path: pathOf(crm), key: crm }] }),
      { stalls: ['crm'], deletes: ['sales-tools'] },
    ],
  ];
  it.each(cases)('plans for %s', (_name, after, expected) => {
    expect(summary(plan(after, observe(before)))).toEqual({ ...nothing, ...expected });
  });

  it('inserts a broken entity that was never whole', () => {
    expect(summary(plan(desire({ broken: [{ path: pathOf(crm), key: crm }] }), []))).toEqual({
      ...nothing,
      inserts: ['crm'],
    });
  });

  it('stalls an entity once, not on every sync', () => {
    const after = desire({ manifests: [aTeam({ id: 'sales-tools' })], unreadable: [pathOf(crm)] });
    const { stalls } = plan(after, observe(before));
    const observed = [...observe(after), ...stalls];
    expect(isEmptyPlan(plan(after, observed))).toBe(true);
  });
});

describe('when nothing can be read', () => {
  it('refuses to empty the registry', () => {
    expect(planSync(desire({}), observe(before))).toEqual({
      ok: false,
      reason:
        'The catalog holds no manifest that can be read, but the registry knows 2. Nothing was removed.',
    });
  });

  it('is content with an empty catalog in an empty registry', () => {
    expect(summary(plan(desire({}), []))).toEqual(nothing);
  });
});

describe('when two files claim one identity', () => {
  it('takes the first by path, whatever the order they are read in', () => {
    const twins = [
      { path: 'catalog/apps/b/manifest.yaml', manifest: anApp({ id: 'crm', name: 'B' }) },
      { path: 'catalog/apps/a/manifest.yaml', manifest: anApp({ id: 'crm', name: 'A' }) },
    ];
    for (const manifests of [twins, twins.toReversed()]) {
      expect(desire({ manifests }).entities.map(({ content }) => content?.name)).toEqual(['A']);
    }
  });
});
