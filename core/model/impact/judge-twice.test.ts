import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { App, Manifest, Waiver } from '../manifest/manifest.ts';
import { formatKey } from '../manifest/manifest.ts';
import { assembleInputs, type Subject } from '../policy/assemble-inputs.ts';
import type { PolicyEvaluator } from '../policy/policy-evaluator.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { readPolicySettings } from '../policy/policy-settings.ts';
import type { RuleInput } from '../policy/project-input.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';
import { highestTier, type RiskTier } from '../risk/risk.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { aRule, type Script, ScriptedRules } from '../testing/rules.ts';
import { assembleImpact } from './assemble-impact.ts';
import type { Impact, RuleFlip } from './impact.ts';
import { judgeTwice } from './judge-twice.ts';
import { JudgedSubjects } from './judged-subjects.ts';
import { PairAnswers } from './pair-answers.ts';
import { pairRules } from './pair-rules.ts';
import type { RuleSet } from './rule-set.ts';

/** One side: its rules, each with what it says of an app. */
interface Bundle {
  readonly rules: readonly PolicyRule[];
  readonly scripts: Readonly<Record<string, Script>>;
  readonly never?: readonly string[];
}

const now = new Date('2026-11-22T00:00:00Z');

async function impactOf(before: Bundle, after: Bundle, manifests: readonly Manifest[]): Promise<Impact> {
  const catalog = catalogOf(manifests);
  const settings = readPolicySettings(catalog, catalog);
  const pairs = pairRules(ruleSet(before), ruleSet(after));
  const subjects = catalog.records.flatMap((record) =>
    record.manifest === undefined ? [] : [{ record, manifest: record.manifest }],
  );
  const assemble = (some: readonly Subject[]) =>
    assembleInputs(some, catalog, { settings, isRule: () => true });
  const judged = {
    ...{ pairs, catalog, settings, now },
    waivers: { before: { never: before.never ?? [] }, after: { never: after.never ?? [] } },
    subjects: new JudgedSubjects(subjects, { plain: assemble, resolved: assemble }),
    answers: new PairAnswers({
      before: new ScriptedRules(before.scripts),
      after: new ScriptedRules(after.scripts),
    }),
    evaluator: evaluatorOf(after),
  };
  return assembleImpact({
    ...{ judged, differences: await judgeTwice(judged), isSelected: () => true },
    base: { commit: null, bundle: null },
    head: { bundle: 'after' },
    locate: () => ({ line: 1, column: 1 }),
  });
}

/** Asks all rules of a bundle at once, the risk first. */
function evaluatorOf({ rules, scripts }: Bundle): Pick<PolicyEvaluator, 'evaluate'> {
  const scripted = new ScriptedRules(scripts);
  return {
    evaluate: async (inputs) =>
      inputs.map((input) => {
        const ask = (some: readonly PolicyRule[], item: RuleInput): RuleAnswer[] =>
          some
            .filter(({ kinds }) => kinds.includes(input.entity.kind))
            .flatMap((each) => scripted.ask(each, [item]));
        const risk = ask(
          rules.filter(({ layer }) => layer === 'risk'),
          input,
        );
        const tier = highestTier(
          risk.flatMap(({ violations, failure }) =>
            failure === undefined
              ? violations.map(({ params }) => params['tier'] as RiskTier)
              : ['high' as const],
          ),
        );
        const rest = rules.filter(({ layer }) => layer !== 'risk');
        const answers = [...risk, ...ask(rest, { ...input, risk: { tier } })];
        return {
          tier,
          violations: answers.flatMap(({ violations }) => violations),
          failures: answers.flatMap(({ failure }) => failure ?? []),
        };
      }),
  };
}

function ruleSet({ rules, never = [] }: Bundle): RuleSet {
  const sources = Object.fromEntries(rules.map(({ source, digest }) => [source, digest]));
  return { rules, sources, config: {}, waivers: { never }, texts: new Map(), wasm: JSON.stringify(sources) };
}

/** Says so when a tag of the entry is among some. */
const onTag =
  (...tags: string[]): Script =>
  ({ entity }) =>
    ((entity as App).tags ?? [])
      .filter((tag) => tags.includes(tag))
      .map((tag) => ({ path: '/tags', params: { what: tag } }));

const always: Script = () => [{ path: '', params: { what: 'ever' } }];
const tiered =
  (tier: string, ...tags: string[]): Script =>
  (input) =>
    [...(onTag(...tags)(input) as { path: string; params: object }[])].map(({ path, params }) => ({
      path,
      params: { ...params, tier },
    }));

const red = anApp({ id: 'red-app', tags: ['red'] });
const blue = anApp({ id: 'blue-app', tags: ['blue'], owner: 'sales' });
const plain = anApp({ id: 'plain-app' });
const teams = [aTeam(), aTeam({ id: 'sales', name: 'Sales', contact: { slack: '#sales' } })];
const catalog = [red, blue, plain, ...teams];

const rule = aRule('org/tags');
const edited = { ...rule, digest: 'edited' };
const short = ({ rule: id, entity, level }: RuleFlip): string => `${id} ${formatKey(entity)} ${level}`;

describe('when a rule finds something else', async () => {
  const impact = await impactOf(
    { rules: [rule], scripts: { 'org/tags': onTag('red') } },
    { rules: [edited], scripts: { 'org/tags': onTag('blue') } },
    catalog,
  );

  it('tells who newly fails and who newly passes, and nobody else', async () => {
    expect(impact.newlyFailing.map(short)).toEqual(['org/tags App/blue-app deny']);
    expect(impact.newlyPassing.map(short)).toEqual(['org/tags App/red-app deny']);
    expect(impact.changed).toEqual([]);
    expect(impact.newlyFailing[0]).toMatchObject({ message: 'It does not hold: blue.', owner: 'sales' });
  });

  it('counts by rule and by team, those with most to mend first', async () => {
    expect(impact.summary).toMatchObject({ entities: 5, newlyFailing: 1, newlyPassing: 1, changed: 0 });
    expect(impact.summary.byRule).toMatchObject([{ rule: 'org/tags', newlyFailing: 1, newlyPassing: 1 }]);
    expect(impact.summary.byTeam).toMatchObject([
      { team: 'sales', name: 'Sales', contact: '#sales', newlyFailing: 1, newlyPassing: 0 },
      { team: 'finance', name: 'Finance', contact: null, newlyFailing: 0, newlyPassing: 1 },
    ]);
  });

  it('says whose verdict turns', async () => {
    expect(impact.verdicts.map(({ entity, after }) => `${entity.id} ${after}`)).toEqual([
      'red-app pass',
      'blue-app fail',
    ]);
  });

  it('does not call it a turn where another rule denies all along', async () => {
    const both = (bundle: Bundle): Bundle => ({
      rules: [...bundle.rules, aRule('org/never')],
      scripts: { ...bundle.scripts, 'org/never': always },
    });
    const other = await impactOf(
      both({ rules: [rule], scripts: { 'org/tags': onTag('red') } }),
      both({ rules: [edited], scripts: { 'org/tags': onTag('blue') } }),
      catalog,
    );
    expect(other.newlyFailing.map(short)).toEqual(['org/tags App/blue-app deny']);
    expect(other.verdicts).toEqual([]);
  });
});

describe('when only metadata of a rule changes', () => {
  const impact = (before: Partial<PolicyRule>, after: Partial<PolicyRule>) =>
    impactOf(
      { rules: [{ ...rule, ...before }], scripts: { 'org/tags': onTag('red') } },
      { rules: [{ ...rule, ...after }], scripts: { 'org/tags': onTag('red') } },
      catalog,
    );

  it.each<[string, Partial<PolicyRule>, Partial<PolicyRule>, Partial<Record<keyof Impact, string[]>>]>([
    ['brought into force', { stage: 'warn' }, {}, { newlyFailing: ['org/tags App/red-app deny'] }],
    ['taken back to warnings', {}, { stage: 'warn' }, { newlyPassing: ['org/tags App/red-app deny'] }],
    ['made a ratchet', {}, { stage: 'deny-new' }, { newlyPassing: ['org/tags App/red-app deny'] }],
    ['ended after a trial', { stage: 'shadow' }, {}, { newlyFailing: ['org/tags App/red-app deny'] }],
    ['put to trial', {}, { stage: 'shadow' }, { newlyPassing: ['org/tags App/red-app deny'] }],
    ['made milder', { level: 'warn' }, { level: 'notice' }, { changed: ['org/tags App/red-app notice'] }],
    ['worded otherwise', {}, { message: 'No.' }, { changed: ['org/tags App/red-app deny'] }],
    ['meant for other kinds', {}, { kinds: ['Team'] }, { newlyPassing: ['org/tags App/red-app deny'] }],
    [
      'enforced later in life',
      {},
      { enforceFrom: 'retired' },
      { newlyPassing: ['org/tags App/red-app deny'] },
    ],
    ['explained better', {}, { description: 'Because.' }, {}],
    ['given to another team', {}, { owner: 'security' }, {}],
  ])('tells what follows when it is %s', async (_name, before, after, expected) => {
    const { newlyFailing, newlyPassing, changed, shadow, rules } = await impact(before, after);
    expect([newlyFailing, newlyPassing, changed].map((flips) => flips.map(short))).toEqual([
      expected.newlyFailing ?? [],
      expected.newlyPassing ?? [],
      expected.changed ?? [],
    ]);
    expect(shadow.newlyFailing).toEqual([]);
    expect(rules).toMatchObject([{ id: 'org/tags', type: 'metadata', causes: [] }]);
  });
});

describe('when a rule is only being tried out', () => {
  it('says apart what it would do in force', async () => {
    const trial = aRule('org/tags', { stage: 'shadow' });
    const impact = await impactOf(
      { rules: [], scripts: {} },
      { rules: [trial], scripts: { 'org/tags': onTag('red') } },
      catalog,
    );
    expect(impact.newlyFailing).toEqual([]);
    expect(impact.verdicts).toEqual([]);
    expect(impact.shadow.newlyFailing.map(short)).toEqual(['org/tags App/red-app deny']);
    expect(impact.rules).toMatchObject([{ id: 'org/tags', type: 'added', stage: 'shadow' }]);
  });
});

describe('when waivers are granted', () => {
  const waiver: Waiver = {
    apiVersion: 'souk/v1',
    kind: 'Waiver',
    id: 'red-for-now',
    rule: 'org/tags',
    entity: 'App/red-app',
    reason: 'It moves in spring.',
    approvedBy: 'platform',
    expiresAt: '2027-03-31',
  };
  const added = (never: readonly string[] = []): Bundle => ({
    rules: [rule],
    scripts: { 'org/tags': onTag('red', 'blue') },
    never,
  });

  it('does not fail what is waived', async () => {
    const impact = await impactOf({ rules: [], scripts: {} }, added(), [...catalog, waiver]);
    expect(impact.newlyFailing.map(short)).toEqual(['org/tags App/blue-app deny']);
    expect(impact.changed).toMatchObject([
      { entity: { id: 'red-app' }, after: [{ waivedBy: 'red-for-now' }] },
    ]);
  });

  it('says that a verdict turns where what else is denied is waived', async () => {
    const known = aRule('org/known');
    const scripts = { 'org/known': onTag('red'), 'org/tags': onTag('red', 'blue') };
    const silenced = { ...waiver, id: 'known-red', rule: 'org/known' };
    const impact = await impactOf({ rules: [known], scripts }, { rules: [known, rule], scripts }, [
      ...catalog,
      silenced,
    ]);
    expect(impact.verdicts.map(({ entity, after }) => `${entity.id} ${after}`)).toEqual([
      'red-app fail',
      'blue-app fail',
    ]);
  });

  it('fails it when the rule cannot be waived any more', async () => {
    const impact = await impactOf(added(), added(['org/tags']), [...catalog, waiver]);
    expect(impact.newlyFailing.map(short)).toEqual(['org/tags App/red-app deny']);
    expect(impact.rules).toMatchObject([
      { id: 'org/tags', fields: [{ field: 'waivable', before: true, after: false }] },
    ]);
  });
});

describe('when a rule breaks', () => {
  it('tells on which entities', async () => {
    const breaking: Script = ({ entity }) => (entity.id === 'red-app' ? 'It divides by nothing.' : []);
    const impact = await impactOf(
      { rules: [rule], scripts: {} },
      { rules: [edited], scripts: { 'org/tags': breaking } },
      catalog,
    );
    expect(impact.newlyFailing.map(short)).toEqual(['org/tags App/red-app error']);
    expect(impact.newlyFailing[0]?.message).toContain('It divides by nothing.');
  });
});

describe('when the risk is another one', async () => {
  const risk = aRule('risk/tags', { message: 'It is {what}.' });
  const approval = aRule('approval/tier', {
    message: 'The risk is {tier}.',
    reads: ['input.change.type', 'input.risk.tier'],
  });
  const careful = aRule('org/careful', { reads: ['input.risk.tier'], message: 'Too risky.' });
  const asksForTwo: Script = ({ change, risk: assessed }) =>
    change.type === 'modified' && assessed?.tier === 'high'
      ? [{ path: '', params: { role: 'security', count: 2, tier: 'high' } }]
      : [];
  const denies: Script = ({ risk: assessed }) =>
    assessed?.tier === 'high' ? [{ path: '', params: {} }] : [];
  const bundle = (digest: string, tags: string[]): Bundle => ({
    rules: [{ ...risk, digest }, approval, careful],
    scripts: { 'risk/tags': tiered('high', ...tags), 'approval/tier': asksForTwo, 'org/careful': denies },
  });
  const impact = await impactOf(bundle('a', ['red']), bundle('b', ['red', 'blue']), catalog);

  it('tells whose, and why', async () => {
    expect(impact.risk).toEqual([
      {
        entity: { kind: 'App', id: 'blue-app' },
        owner: 'sales',
        before: 'low',
        after: 'high',
        reasons: [{ rule: 'risk/tags', text: 'It is blue.' }],
      },
    ]);
  });

  it('tells what rules that go by the risk make of it', async () => {
    expect(impact.newlyFailing.map(short)).toEqual(['org/careful App/blue-app deny']);
    expect(impact.verdicts).toMatchObject([{ entity: { id: 'blue-app' }, after: 'fail' }]);
  });

  it('tells who would have to approve a change', async () => {
    expect(impact.approvals).toMatchObject([
      { entity: { id: 'blue-app' }, before: [], after: [{ role: 'security', count: 2 }] },
    ]);
  });
});

describe('when any two bundles are compared', () => {
  const ids = ['org/a', 'org/b', 'risk/c', 'approval/d'] as const;
  const anyRule = (id: string) =>
    fc
      .record({
        stage: fc.constantFrom('shadow', 'warn', 'deny-new', 'deny'),
        level: fc.constantFrom('deny', 'warn', 'notice'),
        kinds: fc.constantFrom<PolicyRule['kinds']>(['App'], ['App', 'Installation'], ['Team']),
        message: fc.constantFrom('{what}', 'Other {what}'),
        // What it finds goes with its digest, as in a real bundle.
        digest: fc.constantFrom('red', 'blue', 'red,blue', 'breaks', 'risk'),
      })
      .map((changes) => aRule(id, changes as Partial<PolicyRule>));
  const script =
    ({ layer, digest }: PolicyRule): Script =>
    (input) => {
      if (digest === 'breaks') return input.entity.id === 'blue-app' ? 'It breaks.' : [];
      if (digest === 'risk') {
        return input.risk?.tier === 'high' && layer === 'org' ? [{ path: '', params: { what: 'risk' } }] : [];
      }
      const params = { risk: { tier: 'high' }, approval: { role: 'security', count: 1 } };
      const extra = layer === 'risk' || layer === 'approval' ? params[layer] : {};
      const found = onTag(...digest.split(','))(input) as { path: string; params: Record<string, unknown> }[];
      return found.map(({ path, params: given }) => ({ path, params: { ...given, ...extra } }));
    };
  const anyBundle = fc
    .record({
      rules: fc.subarray([...ids], { minLength: 2 }).chain((chosen) => fc.tuple(...chosen.map(anyRule))),
      never: fc.constantFrom([], ['org/a']),
    })
    .map(
      ({ rules, never }): Bundle => ({
        rules,
        never,
        scripts: Object.fromEntries(rules.map((each) => [each.id, script(each)])),
      }),
    );
  /** Two bundles that have most rules in common, as an edit leaves them. */
  const anyChange = fc
    .tuple(anyBundle, anyBundle, fc.subarray([...ids], { maxLength: 2 }))
    .map(([before, other, replaced]): [Bundle, Bundle] => [
      before,
      {
        ...other,
        rules: [
          ...before.rules.filter(({ id }) => !(replaced as string[]).includes(id)),
          ...other.rules.filter(({ id }) => (replaced as string[]).includes(id)),
        ],
        scripts: Object.fromEntries(
          ids.map((id) => [
            id,
            ((replaced as string[]).includes(id) ? other : before).scripts[id] ?? (() => []),
          ]),
        ),
      },
    ]);
  const waiver = {
    ...{ apiVersion: 'souk/v1', kind: 'Waiver', id: 'one', rule: 'org/a', entity: 'App/red-app' },
    ...{ reason: 'For now.', approvedBy: 'platform', expiresAt: '2027-03-31' },
  } as Waiver;
  const manifests = [...catalog, anInstallation({ app: 'red-app' }), waiver];

  it('finds nothing between a bundle and itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyBundle, async (bundle) => {
        const { rules, verdicts, newlyFailing, newlyPassing, changed, shadow, risk, approvals } =
          await impactOf(bundle, structuredRules(bundle), manifests);
        expect([rules, verdicts, newlyFailing, newlyPassing, changed, risk, approvals]).toEqual(
          Array(7).fill([]),
        );
        expect(Object.values(shadow)).toEqual([[], [], []]);
      }),
    );
  });

  it('finds the same when it must ask every rule of both', async () => {
    const unlike = (bundle: Bundle): Bundle => ({
      ...bundle,
      rules: bundle.rules.map((each) => ({ ...each, digest: `${each.digest}, but not known to be` })),
    });
    await fc.assert(
      fc.asyncProperty(anyChange, async ([before, after]) => {
        const { rules: _, ...sparing } = await impactOf(before, after, manifests);
        const { rules: __, ...thorough } = await impactOf(before, unlike(after), manifests);
        expect(sparing).toEqual(thorough);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the mirror image the other way round', async () => {
    await fc.assert(
      fc.asyncProperty(anyChange, async ([before, after]) => {
        const there = await impactOf(before, after, manifests);
        const back = await impactOf(after, before, manifests);
        expect(marksOf(there.newlyFailing)).toEqual(marksOf(back.newlyPassing));
        expect(marksOf(there.newlyPassing)).toEqual(marksOf(back.newlyFailing));
        expect(marksOf(there.changed)).toEqual(marksOf(back.changed));
        expect(marksOf(there.shadow.newlyFailing)).toEqual(marksOf(back.shadow.newlyPassing));
        expect(marksOf(there.shadow.newlyPassing)).toEqual(marksOf(back.shadow.newlyFailing));
        expect(there.verdicts.map(turned)).toEqual(back.verdicts);
        expect(there.risk.map(turned)).toEqual(back.risk);
        expect(there.approvals.map(turned)).toEqual(back.approvals);
      }),
      { numRuns: 1000 },
    );
  });

  const structuredRules = (bundle: Bundle): Bundle => ({ ...bundle, rules: structuredClone(bundle.rules) });
  const marksOf = (flips: readonly RuleFlip[]) =>
    flips.map(({ rule: id, entity, before, after }) => [
      id,
      formatKey(entity),
      [before, after].map(String).sort(),
    ]);
  const turned = <Change extends { readonly before: unknown; readonly after: unknown }>(change: Change) => ({
    ...change,
    before: change.after,
    after: change.before,
  });
});
