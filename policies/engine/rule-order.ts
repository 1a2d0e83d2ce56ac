import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';

/** The rules of one kind in the order in which the compiled bundle lists their answers. */
export interface RuleOrder {
  readonly risk: readonly PolicyRule[];
  readonly others: readonly PolicyRule[];
}

/** Both the generated entry point and the engine go by this order. */
export function rulesOfKind(rules: readonly PolicyRule[], kind: string): RuleOrder {
  const ofKind = rules.filter(({ kinds }) => (kinds as readonly string[]).includes(kind));
  return {
    risk: ofKind.filter(({ layer }) => layer === 'risk'),
    others: ofKind.filter(({ layer }) => layer !== 'risk'),
  };
}
