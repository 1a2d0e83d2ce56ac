import { describe, expect, it } from 'vitest';
import type { PolicyRule } from './policy-rule.ts';
import { renderRulePage } from './render-rule-page.ts';
import type { RuleCase } from './rule-example.ts';

const rule: PolicyRule = {
  id: 'platform/regions',
  layer: 'platform',
  package: 'souk.platform.regions',
  title: 'Regions are known',
  description: 'Data must not leave <the> places that were agreed on.',
  level: 'deny',
  stage: 'deny-new',
  enforceFrom: 'vetted',
  kinds: ['App', 'Connector'],
  message: 'The region {region} is not allowed.',
  remediation: 'Use a region of `marketplace.yaml`.',
  owner: 'platform-engineering',
  source: 'rules/platform/regions/rule.rego',
  reads: ['data.config.platform.regions', 'input.entity.region', 'input.settings.regions'],
  digest: 'x',
};

const cases: readonly RuleCase[] = [
  {
    name: 'fails elsewhere',
    input: { entity: { kind: 'App', region: 'mars-1' }, settings: { regions: { 'eu-1': true } } },
    violations: [{ path: '/region', params: { region: 'mars-1' } }],
  },
  {
    name: 'passes at home',
    input: { entity: { kind: 'App', region: 'eu-1' }, settings: { regions: { 'eu-1': true } } },
    violations: [],
  },
];

function page(changed: Partial<PolicyRule> = {}, never: readonly string[] = []): string {
  const policies = '../../../policies';
  return renderRulePage({ rule: { ...rule, ...changed }, cases, config: {}, waivers: { never }, policies });
}

describe('when the page of a rule is written', () => {
  it.each([
    ['its title', '# Regions are known\n'],
    ['why it exists', 'Data must not leave &lt;the&gt; places'],
    ['its id', '| Rule | `platform/regions` |'],
    ['the kinds that it judges', '| Judges | `App`, `Connector` |'],
    ['what its level means', '| A violation | denies: the change cannot be merged'],
    ['what its stage means', '| Stage | `deny-new`: in force for what is new'],
    ['from when it is enforced', '| Enforced | from the lifecycle stage `vetted` on'],
    ['who answers for it', '| Owner | platform-engineering |'],
    ['what one sees', '> The region {region} is not allowed.'],
    ['how to mend it', '## How to mend it\n\nUse a region of `marketplace.yaml`.'],
    ['a fail', 'This is found (fails elsewhere):\n\n```yaml\nregion: mars-1\n```'],
    ['what is said of it', '> At `/region`: The region mars-1 is not allowed.'],
    ['a pass', 'This is fine (passes at home):\n\n```yaml\nregion: eu-1\n```'],
    ['what it looks at', '| The manifest | `region` |'],
    ['where it is configured', '[`platform.regions`](../../../policies/data/platform.yaml)'],
    ['how to waive it', 'rule: platform/regions\n'],
    ['its source', '[Source](../../../policies/rules/platform/regions/rule.rego)'],
    ['its cases', '[2 cases](../../../policies/rules/platform/regions/rule_test.rego)'],
  ])('tells %s', (_, text) => {
    expect(page()).toContain(text);
  });

  it('says when nobody can waive the rule', () => {
    const text = page({}, ['platform/*']);
    expect(text).toContain('Nobody can waive this rule. Talk to platform-engineering.');
    expect(text).not.toContain('kind: Waiver');
  });

  it.each(['risk', 'approval'] as const)(
    'says that nothing is refused by a rule of the layer %s',
    (layer) => {
      const text = page({ layer });
      expect(text).toContain('There is nothing to waive');
      expect(text).not.toContain('cannot be merged');
    },
  );

  it('leaves out what a rule does not have', () => {
    const { enforceFrom: _, ...always } = rule;
    const text = renderRulePage({
      rule: { ...always, reads: [] },
      cases: [],
      config: {},
      waivers: { never: [] },
      policies: 'x',
    });
    expect(text).not.toContain('Enforced');
    expect(text).not.toContain('## Example');
    expect(text).not.toContain('## What it looks at');
    expect(text).not.toMatch(/\n\n\n/);
  });

  it('lets nothing in a case end its block', () => {
    const evil = '```\n# A heading';
    const input = { entity: { kind: 'App', region: evil } };
    const [failing] = cases;
    const text = renderRulePage({
      rule,
      cases: [
        { ...failing, name: 'fails', input, violations: [{ path: '/region', params: {} }] },
        ...cases.slice(1),
      ],
      config: {},
      waivers: { never: [] },
      policies: 'x',
    });
    expect(text).toContain('````yaml');
  });
});
