import type { PolicyRule } from '../policy/policy-rule.ts';
import type { RuleInput } from '../policy/project-input.ts';
import type { RuleAnswer, RuleAsker } from '../policy/rule-asker.ts';

/** A rule that a test changes where it matters. It sees everything, and weighs in full. */
export function aRule(id: string, changes: Partial<PolicyRule> = {}): PolicyRule {
  const [layer = ''] = id.split('/');
  return {
    id,
    layer: layer as PolicyRule['layer'],
    package: `souk.${id.replace('/', '.').replaceAll('-', '_')}`,
    title: 'Something holds',
    description: 'Why it has to hold.',
    level: 'deny',
    stage: 'deny',
    kinds: ['App'],
    message: 'It does not hold: {what}.',
    remediation: 'Make it hold.',
    owner: 'platform',
    source: `rules/${id}/rule.rego`,
    reads: ['input'],
    digest: id,
    ...changes,
  };
}

export type Found = readonly { readonly path: string; readonly params: Record<string, unknown> }[];

/** What a rule says of an input: violations, or the reason why it cannot judge it. */
export type Script = (input: RuleInput) => Found | string;

/** Rules written as functions, for tests of what goes by their answers. */
export class ScriptedRules implements RuleAsker {
  readonly #scripts: Readonly<Record<string, Script>>;
  /** Ids of the rules that were asked about each item. */
  readonly asked: string[] = [];

  constructor(scripts: Readonly<Record<string, Script>>) {
    this.#scripts = scripts;
  }

  ask(rule: PolicyRule, items: readonly object[]): RuleAnswer[] {
    return items.map((item) => {
      this.asked.push(rule.id);
      const found = this.#scripts[rule.id]?.(item as RuleInput) ?? [];
      if (typeof found === 'string') return { violations: [], failure: { rule, reason: found } };
      return { violations: found.map((violation) => ({ rule, ...violation })) };
    });
  }
}
