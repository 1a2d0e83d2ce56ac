import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { describe, expect, it } from 'vitest';
import { renderEntrypoints } from './render-entrypoints.ts';

function rule(id: string, kinds: PolicyRule['kinds']): PolicyRule {
  const [layer = ''] = id.split('/');
  return {
    id,
    layer: layer as PolicyRule['layer'],
    package: `souk.${id.replace('/', '.').replaceAll('-', '_')}`,
    title: 'Something holds',
    description: 'Why it has to hold.',
    level: 'deny',
    stage: 'deny',
    kinds,
    message: 'It does not hold.',
    remediation: 'Make it hold.',
    owner: 'platform',
    source: `rules/${id}/rule.rego`,
    reads: [],
    digest: '',
  };
}

const rules = [
  rule('developer/license', ['App', 'Connector']),
  rule('org/team-budget', ['Installation']),
  rule('risk/scope', ['App']),
];
const module = renderEntrypoints(rules);

describe('when the entry points are generated', () => {
  it('asks the rules of a kind, risk before the others', () => {
    expect(module).toContain('ask_risk("App") := [\n\tdata.souk.risk.scope.violation,\n]');
    expect(module).toContain('ask_others("App") := [\n\tdata.souk.developer.license.violation,\n]');
    expect(module).toContain('ask_others("Installation") := [\n\tdata.souk.org.team_budget.violation,\n]');
  });

  it('asks nothing of a kind without rules', () => {
    expect(module).toContain('ask_risk("Team") := []');
    expect(module).toContain('ask_others("Team") := []');
  });

  it('asks each rule by its id', () => {
    for (const { id, package: name } of rules) {
      expect(module).toContain(`ask("${id}") := data.${name}.violation`);
    }
  });

  it('depends on nothing but id, layer, package and kinds', () => {
    const others = rules.map((one) => ({ ...one, title: 'Other', stage: 'warn' as const, digest: 'x' }));
    expect(renderEntrypoints(others)).toBe(module);
  });
});
