import { CHECK_NAME } from '@souk/model/gate/required-check.ts';
import type { Rule, Ruleset } from './ruleset.ts';

/** Only the check of this app counts: any workflow could publish another one of the same name. */
export function bindCheck(ruleset: Ruleset, appId: number): Ruleset {
  return { ...ruleset, rules: ruleset.rules.map((rule) => bindRule(rule, appId)) };
}

function bindRule(rule: Rule, appId: number): Rule {
  const checks = rule.parameters?.['required_status_checks'];
  if (rule.type !== 'required_status_checks' || !Array.isArray(checks)) return rule;
  return {
    ...rule,
    parameters: {
      ...rule.parameters,
      required_status_checks: checks.map((check: unknown) =>
        typeof check === 'object' && check !== null && 'context' in check && check.context === CHECK_NAME
          ? { ...check, integration_id: appId }
          : check,
      ),
    },
  };
}
