import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';

/** A rule of which only what a test is about is said. */
export function ruleOf(id: string, part: Partial<PolicyRule> = {}): PolicyRule {
  const [layer = '', name = ''] = id.split('/');
  return {
    id,
    layer: layer as PolicyRule['layer'],
    package: `souk.${layer}.${name.replaceAll('-', '_')}`,
    title: id,
    description: id,
    level: 'deny',
    stage: 'deny',
    kinds: ['App'],
    message: id,
    remediation: id,
    owner: 'platform',
    source: `rules/${id}/rule.rego`,
    reads: [],
    digest: '',
    ...part,
  };
}
