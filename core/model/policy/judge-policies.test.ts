import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/catalog.ts';
import { isEntry, type Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf, placed } from '../testing/catalogs.ts';
import {
  aConnector,
  aMarketplace,
  anApp,
  anInstallation,
  aPriceBook,
  aScopeCatalog,
  aTeam,
  aWaiver,
} from '../testing/manifests.ts';
import { aRule, FakeEvaluator, type Find } from '../testing/policies.ts';
import { judgePolicies, type PolicyJudgement } from './judge-policies.ts';
import type { PolicyRule } from './policy-rule.ts';
import { readPolicySettings } from './policy-settings.ts';

const entryRule =
  (find: (entry: ReturnType<typeof anApp>, ...rest: Parameters<Find>) => ReturnType<Find>): Find =>
  (input, surroundings) =>
    isEntry(input.entity) ? find(input.entity as never, input, surroundings) : [];

const license = aRule('developer/license', { message: 'No license.' });
const rules: readonly (readonly [PolicyRule, Find])[] = [
  [license, entryRule((entry) => (entry.license === undefined ? [{ path: '/license' }] : []))],
  [
    aRule('platform/egress', { stage: 'deny-new', message: 'Bad host {host}.' }),
    entryRule(({ egress = [] }) =>
      egress.flatMap((host, i) =>
        String(host).startsWith('bad') ? [{ path: `/egress/${i}`, params: { host } }] : [],
      ),
    ),
  ],
  [
    aRule('platform/scope'),
    entryRule(({ permissions = [] }, { refs }) =>
      permissions.flatMap(({ scopes = [] }, i) =>
        scopes.every((scope) => refs.scopes?.[scope] !== undefined) ? [] : [{ path: `/permissions/${i}` }],
      ),
    ),
  ],
  [
    aRule('org/ownership'),
    (input) => ((input.refs.owner ?? input.refs.team)?.status === 'disbanded' ? [{ path: '/owner' }] : []),
  ],
  [
    aRule('developer/tags'),
    entryRule(({ tags = [] }, _, { settings }) =>
      tags.flatMap((tag, i) => (settings.tags?.[tag] === undefined ? [{ path: `/tags/${i}` }] : [])),
    ),
  ],
  [
    aRule('org/units'),
    entryRule(({ billing }, _, { settings }) =>
      (billing?.metrics ?? []).flatMap(({ unit }, i) =>
        settings.units?.[unit] === undefined ? [{ path: `/billing/metrics/${i}/unit` }] : [],
      ),
    ),
  ],
  [aRule('org/shadow', { stage: 'shadow' }), () => [{ path: '' }]],
  [
    aRule('org/broken', { owner: 'legal' }),
    ({ entity }) => {
      if (entity.annotations?.['crash'] === true) throw new Error('Division by zero.');
      return [];
    },
  ],
  [
    aRule('risk/permissions', { message: 'It has permissions.' }),
    entryRule(({ permissions }) => (permissions === undefined ? [] : [{ params: { tier: 'medium' } }])),
  ],
  [
    aRule('risk/removal', { message: 'It goes.' }),
    ({ change }) => (change.type === 'removed' ? [{ params: { tier: 'high' } }] : []),
  ],
  [
    aRule('approval/tier', { message: 'The risk is {tier}.' }),
    (_, { tier }) => (tier === 'low' ? [] : [{ params: { role: 'security', count: 1, tier } }]),
  ],
];

interface Options {
  readonly all?: boolean;
  readonly shadow?: boolean;
  readonly evaluator?: FakeEvaluator;
  readonly changedPaths?: readonly string[];
}

function judge(base: Catalog, head: Catalog, { shadow = false, evaluator, ...options }: Options = {}) {
  const context = { ...contextOf(base, head, options), settings: readPolicySettings(base, head), shadow };
  return judgePolicies(context, evaluator ?? new FakeEvaluator(rules));
}

/** `level rule pointer@id` of each finding. */
const summary = ({ drafts }: PolicyJudgement): string[] =>
  drafts.map(
    ({ rule, level, place, entity }) =>
      `${level ?? 'error'} ${rule} ${'pointer' in place ? place.pointer : ''}@${entity?.id}`,
  );

const find = async (
  before: readonly Parameters<typeof catalogOf>[0][number][],
  after: readonly Parameters<typeof catalogOf>[0][number][],
  options: Options = {},
): Promise<string[]> => summary(await judge(catalogOf(before), catalogOf(after), options));

const app = (changes: Parameters<typeof anApp>[0] = {}): Manifest => anApp({ license: 'MIT', ...changes });
const withScope = (scope: string): Manifest =>
  app({ permissions: [{ name: 'crm', scopes: [scope], reason: 'Reads.' }] as never });
const scopes = (...names: string[]): Manifest =>
  aScopeCatalog({ scopes: names.map((name) => ({ name, description: 'Reads.', risk: 'low' })) });
const billed = app({
  billing: { plan: 'usage', metrics: [{ name: 'n', unit: 'seat', price: '1' }] } as never,
});
const units = (...names: string[]): Manifest =>
  aPriceBook({ units: names.map((name) => ({ name })) as never });
const disbanded = aTeam({ status: 'disbanded' });
const unlicensed = anApp();

describe('when a change is judged', () => {
  it.each<[name: string, before: Manifest[], after: Manifest[], found: string[]]>([
    ['nothing changes', [unlicensed], [unlicensed], []],
    ['a new entry is wrong', [], [unlicensed], ['deny developer/license /license@invoice-scanner']],
    [
      'a changed entry was wrong before, by a rule in force',
      [unlicensed],
      [anApp({ version: '1.4.3' })],
      ['deny developer/license /license@invoice-scanner'],
    ],
    [
      'a changed entry was wrong before, by a ratchet',
      [app({ egress: ['bad.a'] })],
      [app({ egress: ['bad.a'], version: '1.4.3' })],
      ['warn platform/egress /egress/0@invoice-scanner'],
    ],
    [
      'a changed entry is wrong in another place, by a ratchet',
      [app({ egress: ['bad.a'] })],
      [app({ egress: ['bad.a', 'bad.b'] })],
      ['warn platform/egress /egress/0@invoice-scanner', 'deny platform/egress /egress/1@invoice-scanner'],
    ],
    [
      'something is inserted before what was wrong',
      [app({ egress: ['bad.a'] })],
      [app({ egress: ['good', 'bad.b', 'bad.a'] })],
      ['deny platform/egress /egress/1@invoice-scanner', 'warn platform/egress /egress/2@invoice-scanner'],
    ],
    [
      'a new entry is wrong by a ratchet',
      [],
      [app({ egress: ['bad.a'] })],
      ['deny platform/egress /egress/0@invoice-scanner'],
    ],
    ['a changed entry is right again', [app({ egress: ['bad.a'] })], [app({ egress: [] })], []],
    [
      'a team is disbanded',
      [aTeam(), unlicensed],
      [disbanded, unlicensed],
      ['deny org/ownership /owner@invoice-scanner'],
    ],
    ['a disbanded team changes', [disbanded, unlicensed], [{ ...disbanded, name: 'F' }, unlicensed], []],
    [
      'a team is disbanded that an unchanged installation names',
      [aTeam(), anInstallation()],
      [disbanded, anInstallation()],
      ['deny org/ownership /owner@invoices-prod'],
    ],
    [
      'a scope leaves the catalog of scopes',
      [scopes('crm:read'), withScope('crm:read'), aConnector()],
      [scopes('crm:write'), withScope('crm:read'), aConnector()],
      ['deny platform/scope /permissions/0@invoice-scanner'],
    ],
    [
      'a tag leaves the vocabulary',
      [aMarketplace({ tags: ['a', 'b'] }), app({ tags: ['a'] })],
      [aMarketplace({ tags: ['b'] }), app({ tags: ['a'] })],
      ['deny developer/tags /tags/0@invoice-scanner'],
    ],
    [
      'a tag was never in the vocabulary',
      [aMarketplace({ tags: ['b'] }), app({ tags: ['a'] })],
      [aMarketplace({ tags: ['b', 'c'] }), app({ tags: ['a'] })],
      [],
    ],
    [
      'a change allows itself a tag',
      [aMarketplace({ tags: ['b'] })],
      [aMarketplace({ tags: ['a', 'b'] }), app({ tags: ['a'] })],
      ['deny developer/tags /tags/0@invoice-scanner'],
    ],
    [
      'a unit leaves the price book',
      [units('seat'), billed],
      [units('call'), billed],
      ['deny org/units /billing/metrics/0/unit@invoice-scanner'],
    ],
    ['a unit comes with what uses it', [units('call')], [units('call', 'seat'), billed], []],
    [
      'a waiver goes',
      [unlicensed, aWaiver()],
      [unlicensed],
      ['deny developer/license /license@invoice-scanner'],
    ],
    [
      'a waiver comes',
      [unlicensed],
      [unlicensed, aWaiver()],
      ['deny developer/license /license@invoice-scanner'],
    ],
    ['a wrong entry goes', [unlicensed], [], []],
  ])('finds what the change answers for: %s', async (_name, before, after, found) => {
    expect(await find(before, after)).toEqual(found);
  });

  it('finds nothing new in an entry that moves', async () => {
    const entry = app({ egress: ['bad.a'] });
    expect(await find([entry], [placed(entry, 'connectors/invoice-scanner/manifest.yaml')])).toEqual([
      'warn platform/egress /egress/0@invoice-scanner',
    ]);
  });

  it('tells of shadow rules when asked, as notices', async () => {
    expect(await find([], [app()], { shadow: true })).toEqual(['notice org/shadow @invoice-scanner']);
  });
});

describe('when a whole catalog is judged', () => {
  const entry = anApp({ egress: ['bad.a'] });

  it('tolerates by a ratchet what stands there, with nothing to compare or with all of it unchanged', async () => {
    const found = [
      'deny developer/license /license@invoice-scanner',
      'warn platform/egress /egress/0@invoice-scanner',
    ];
    expect(await find([], [entry], { all: true })).toEqual([
      found[0],
      'deny platform/egress /egress/0@invoice-scanner',
    ]);
    expect(await find([entry], [entry], { all: true })).toEqual(found);
    const head = catalogOf([entry]);
    const snapshot = { ...contextOf(head, head, { all: true }), base: new Catalog([], new Set()) };
    const context = { ...snapshot, settings: readPolicySettings(head, head), shadow: false };
    expect(summary(await judgePolicies(context, new FakeEvaluator(rules)))).toEqual(found);
  });

  it('refuses what a change brings about elsewhere, like when only the change is judged', async () => {
    const ratchets = rules.map(([rule, by]) => [{ ...rule, stage: 'deny-new' }, by] as const);
    const evaluator = new FakeEvaluator(ratchets.filter(([{ id }]) => id === 'org/ownership'));
    const judged = await find([aTeam(), app()], [disbanded, app()], { evaluator, all: true });
    expect(judged).toEqual(['deny org/ownership /owner@invoice-scanner']);
  });

  it('gives the risk of each entry, and of nothing else', async () => {
    const head = catalogOf([withScope('x'), aConnector({ license: 'MIT' }), aTeam()]);
    const { riskOfEntry } = await judge(head, head, { all: true });
    expect([...riskOfEntry].map(([key, { tier }]) => [key, tier])).toEqual([
      ['App/invoice-scanner', 'medium'],
      ['Connector/crm-sync', 'low'],
    ]);
  });
});

describe('when the risk of a change is assessed', () => {
  const none = { required: [], autoApprovable: true };
  const security = (reason: string) => ({
    required: [{ role: 'security', count: 1, reason }],
    autoApprovable: false,
  });
  const platform = { role: 'platform', count: 1, reason: 'Part of the change could not be judged.' };

  it('is that of its riskiest part, with the reasons', async () => {
    const { risk, approvals } = await judge(
      catalogOf([aTeam()]),
      catalogOf([aTeam({ name: 'F' }), withScope('x'), aConnector()]),
    );
    expect(risk).toMatchObject({
      tier: 'medium',
      reasons: [{ rule: 'risk/permissions', text: 'It has permissions.' }],
    });
    expect(approvals).toEqual(security('The risk is medium.'));
  });

  it('leaves out what the change only affects or asks again', async () => {
    const before = catalogOf([aTeam(), withScope('x'), aWaiver()]);
    const { risk, approvals } = await judge(before, catalogOf([disbanded, withScope('x')]));
    expect(risk).toEqual({ tier: 'low', reasons: [] });
    expect(approvals).toEqual(none);
  });

  it('counts what is removed, which yields no findings', async () => {
    const judgement = await judge(catalogOf([unlicensed, aTeam()]), catalogOf([aTeam()]));
    expect(summary(judgement)).toEqual([]);
    expect(judgement.risk).toMatchObject({
      tier: 'high',
      reasons: [{ rule: 'risk/removal', text: 'It goes.' }],
    });
    expect(judgement.approvals).toEqual(security('The risk is high.'));
  });

  it('looks at what is removed where it was', async () => {
    const evaluator = new FakeEvaluator(rules);
    await judge(catalogOf([unlicensed, disbanded]), catalogOf([]), { evaluator });
    expect(evaluator.asked.flatMap(({ inputs }) => inputs)).toMatchObject([
      {
        entity: unlicensed,
        before: unlicensed,
        change: { type: 'removed' },
        refs: { owner: { id: 'finance' } },
      },
      { entity: disbanded, change: { type: 'removed' } },
    ]);
  });

  it('is high, and asks platform, for a manifest that is not valid', async () => {
    const { records } = catalogOf([app()]);
    const illegible = new Catalog(
      records.map((record) => ({ ...record, manifest: undefined })),
      new Set(),
    );
    const unknown = { tier: 'high', reasons: [{ rule: 'risk/unknown' }] };
    const empty = catalogOf([]);
    const changedPaths = records.map(({ path }) => path);
    for (const [base, head] of [
      [empty, illegible],
      [catalogOf([app()]), illegible],
      [illegible, empty],
    ] as const) {
      const { risk, approvals, drafts } = await judge(base, head, { changedPaths });
      expect({ risk, approvals, drafts }).toMatchObject({
        risk: unknown,
        approvals: { required: [platform], autoApprovable: false },
        drafts: [],
      });
    }
    expect((await judge(illegible, catalogOf([app()]), { changedPaths })).risk.tier).toBe('low');
  });

  it('is high, and asks platform, when a rule fails, which is a finding of its own', async () => {
    const broken = anApp({ annotations: { crash: true } });
    const judgement = await judge(catalogOf([]), catalogOf([broken, aConnector()]));
    expect(summary(judgement)).toEqual([
      'deny developer/license /license@invoice-scanner',
      'error policy/failed @invoice-scanner',
      'deny developer/license /license@crm-sync',
    ]);
    expect(judgement.drafts[1]?.message).toContain(
      'The rule org/broken could not judge this manifest: Division by zero.',
    );
    expect(judgement.risk).toMatchObject({ tier: 'high', reasons: [{ rule: 'risk/unknown' }] });
    expect(judgement.approvals.required).toContainEqual(platform);
    expect(judgement.riskOfEntry.get('App/invoice-scanner')?.tier).toBe('high');
    expect(judgement.riskOfEntry.get('Connector/crm-sync')?.tier).toBe('low');
  });

  it('is high, and asks platform, when a rule fails on what is removed', async () => {
    const broken = app({ annotations: { crash: true } });
    const { drafts, risk, approvals } = await judge(catalogOf([broken]), catalogOf([]));
    expect(drafts).toEqual([]);
    expect(risk.reasons[0]?.rule).toBe('risk/unknown');
    expect(approvals.required.map(({ role }) => role)).toEqual(['platform', 'security']);
  });
});

describe('when the evaluator is asked', () => {
  it('is not asked about nothing, and about what it was before only where that matters', async () => {
    const evaluator = new FakeEvaluator(rules);
    await judge(catalogOf([app()]), catalogOf([app()]), { evaluator });
    expect(evaluator.asked).toEqual([]);
    await judge(catalogOf([unlicensed]), catalogOf([anApp({ version: '2.0.0' })]), { evaluator });
    expect(evaluator.asked).toHaveLength(1);
    await judge(catalogOf([app()]), catalogOf([app({ egress: ['bad.a'] })]), { evaluator });
    expect(evaluator.asked).toHaveLength(3);
    expect(evaluator.asked[0]?.surroundings).toMatchObject({ now: '2026-11-22T00:00:00.000Z' });
  });

  it('knows the rules of both kinds that a waiver may name', async () => {
    const evaluator = new FakeEvaluator(rules);
    const waivers = ['developer/license', 'schema/kind', 'org/nothing'].map((rule, i) =>
      aWaiver({ id: `w${i}`, rule }),
    );
    await judge(catalogOf([]), catalogOf(waivers), { evaluator });
    expect(evaluator.asked[0]?.inputs.map(({ refs }) => refs.rule?.known)).toEqual([true, true, false]);
  });

  it('is not believed when a verdict is missing', async () => {
    const evaluator = new FakeEvaluator([]);
    evaluator.evaluate = () => Promise.resolve([]);
    await expect(judge(catalogOf([]), catalogOf([app()]), { evaluator })).rejects.toThrow(
      'one verdict for each input',
    );
  });
});
