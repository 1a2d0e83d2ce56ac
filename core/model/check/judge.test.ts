import { describe, expect, it } from 'vitest';
import type { DraftFinding } from '../finding/draft-finding.ts';
import { wholeFile } from '../finding/draft-finding.ts';
import { isEntry, type Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, aTeam, aWaiver } from '../testing/manifests.ts';
import { aRule, FakeEvaluator } from '../testing/policies.ts';
import type { EntryVetting, Vetting, VettingSubject } from '../vetting/vetting.ts';
import type { Check } from './check.ts';
import { type JudgeOptions, judge } from './judge.ts';

const draft: DraftFinding = {
  rule: 'identity/path',
  path: 'x.yaml',
  entity: { kind: 'App', id: 'invoice-scanner' },
  place: wholeFile,
  message: 'It is in the wrong place.',
  help: 'Move it.',
};
const check: Check = { name: 'identity', run: () => [draft] };
const unreadable: DraftFinding = { ...draft, rule: 'yaml/syntax', path: 'broken.yaml', entity: undefined };
const license = aRule('developer/license', { message: 'No license.' });
const rules = [
  [license, ({ entity }) => (isEntry(entity) && entity.license === undefined ? [{ path: '/license' }] : [])],
  [aRule('risk/new'), ({ entity }) => (isEntry(entity) ? [{ params: { tier: 'medium' } }] : [])],
  [aRule('org/shadow', { stage: 'shadow', kinds: ['App'] }), () => [{ path: '' }]],
] as const satisfies ConstructorParameters<typeof FakeEvaluator>[0];

function run(manifests: readonly Manifest[], options: Partial<JudgeOptions> = {}) {
  const context = contextOf(catalogOf([]), catalogOf(manifests));
  return judge(context, [unreadable], {
    checks: [check],
    policies: { evaluator: new FakeEvaluator(rules) },
    policyFindings: true,
    shadow: false,
    ...options,
  });
}

const told = ({ drafts }: { drafts: readonly DraftFinding[] }): string[] =>
  drafts.map(({ rule, waivedBy }) => (waivedBy === undefined ? rule : `${rule} waived by ${waivedBy}`));

describe('when a change is judged by checks and policies', () => {
  it('finds what is unreadable, what the checks find and what the rules find, with the risk', async () => {
    const judgement = await run([anApp()]);
    expect(told(judgement)).toEqual(['yaml/syntax', 'identity/path', 'developer/license']);
    expect(judgement.risk.tier).toBe('medium');
    expect(judgement.riskOfEntry.get('App/invoice-scanner')?.tier).toBe('medium');
    expect(judgement.approvals.autoApprovable).toBe(true);
  });

  it('applies waivers to the findings of both, and tells of those that nobody needs', async () => {
    const waivers = [
      aWaiver({ id: 'a' }),
      aWaiver({ id: 'b', rule: 'identity/path' }),
      aWaiver({ id: 'c', rule: 'org/other' }),
    ];
    expect(told(await run([anApp(), ...waivers]))).toEqual([
      'yaml/syntax',
      'identity/path waived by b',
      'developer/license waived by a',
      'waiver/unused',
    ]);
    const strict = new FakeEvaluator(rules, { never: ['identity/*'] });
    expect(told(await run([anApp(), ...waivers.slice(0, 2)], { policies: { evaluator: strict } }))).toEqual([
      'yaml/syntax',
      'identity/path',
      'developer/license waived by a',
      'waiver/unused',
    ]);
  });

  it('leaves out the findings of policies that nobody asked for, but not the risk', async () => {
    const judgement = await run([anApp(), aWaiver()], { policyFindings: false });
    expect(told(judgement)).toEqual(['yaml/syntax', 'identity/path']);
    expect(judgement.risk.tier).toBe('medium');
  });

  it('tells of shadow rules when asked', async () => {
    expect(told(await run([anApp()], { shadow: true }))).toContain('org/shadow');
  });
});

describe('when the policies cannot be used', () => {
  const policies = { fault: 'It is stale.', path: 'policies/bundle/manifest.json' };

  it.each([true, false])(
    'is an error and a high risk, never a pass (findings wanted: %s)',
    async (policyFindings) => {
      const judgement = await run([anApp(), aWaiver({ rule: 'identity/path' })], {
        policies,
        policyFindings,
      });
      expect(told(judgement)).toEqual(['yaml/syntax', 'identity/path', 'policy/bundle']);
      expect(judgement.drafts.at(-1)).toMatchObject({
        path: 'policies/bundle/manifest.json',
        message: 'No policy could be asked: It is stale.',
      });
      expect(judgement.risk).toMatchObject({ tier: 'high', reasons: [{ rule: 'risk/unknown' }] });
      expect(judgement.approvals.required).toMatchObject([{ role: 'platform', count: 1 }]);
      expect(judgement.riskOfEntry.size).toBe(0);
    },
  );
});

/** Looks through entries, and remembers which. */
class FakeVetting implements Vetting {
  readonly asked: VettingSubject[] = [];
  readonly #rules: readonly string[];

  constructor(rules: readonly string[] = ['secret/token']) {
    this.#rules = rules;
  }

  covers(rule: string): boolean {
    return this.#rules.includes(rule);
  }

  async vet(subjects: readonly VettingSubject[]): Promise<EntryVetting[]> {
    this.asked.push(...subjects);
    return subjects.map(({ record }) => ({
      drafts: [{ ...draft, rule: 'secret/token', path: record.path, entity: record.key, about: 'f1' }],
      score: { score: 40, badge: 'community', parts: [] },
      secrets: [{ path: record.path, offset: 1, endOffset: 9 }],
    }));
  }
}

describe('when entries are looked through', () => {
  const secretWaiver = aWaiver({ id: 's', rule: 'secret/token', about: 'f1' });

  it('looks through apps and connectors only, each with its risk', async () => {
    const vetting = new FakeVetting();
    const judgement = await run([anApp(), aTeam()], { vetting });
    expect(vetting.asked.map(({ record, tier }) => [record.key.id, tier])).toEqual([
      ['invoice-scanner', 'medium'],
    ]);
    expect(told(judgement)).toContain('secret/token');
    expect([...judgement.scores.keys()]).toEqual(['App/invoice-scanner']);
    expect(judgement.secrets).toHaveLength(1);
  });

  it('takes the risk for high where it is not known', async () => {
    const vetting = new FakeVetting();
    await run([anApp()], { vetting, policies: { fault: 'Not built.', path: 'policies' } });
    expect(vetting.asked.map(({ tier }) => tier)).toEqual(['high']);
  });

  it('hands over what the entry was before the change, wherever it lay', async () => {
    const vetting = new FakeVetting();
    const before = catalogOf([anApp({ version: '1.0.0' })]);
    const context = contextOf(before, catalogOf([anApp({ version: '1.1.0' })]));
    await judge(context, [], {
      checks: [],
      policies: { evaluator: new FakeEvaluator([]) },
      policyFindings: true,
      shadow: false,
      vetting,
    });
    expect(vetting.asked.map(({ before: was, entry }) => [was?.entry.version, entry.version])).toEqual([
      ['1.0.0', '1.1.0'],
    ]);
  });

  it('applies waivers to what was found', async () => {
    expect(told(await run([anApp(), secretWaiver], { vetting: new FakeVetting() }))).toContain(
      'secret/token waived by s',
    );
  });

  it('calls no waiver unused when nobody looked', async () => {
    expect(told(await run([anApp(), secretWaiver]))).not.toContain('waiver/unused');
    expect(told(await run([anApp(), aWaiver({ rule: 'connector/tests-failed' })]))).not.toContain(
      'waiver/unused',
    );
    const elsewhere = { vetting: new FakeVetting(['sbom/missing']) };
    expect(told(await run([anApp(), { ...secretWaiver, about: 'f2' }], elsewhere))).not.toContain(
      'waiver/unused',
    );
    expect(
      told(await run([anApp(), { ...secretWaiver, about: 'f2' }], { vetting: new FakeVetting() })),
    ).toContain('waiver/unused');
  });
});
