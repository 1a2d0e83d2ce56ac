import type { PolicyVerdict, Violation } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { type RiskTier, riskTiers } from '@souk/model/risk/risk.ts';
import type { RuleOrder } from './rule-order.ts';

/**
 * Reads what the compiled rules say of one entity: `{rules, tier, risk, found}`, where the last two hold the
 * violations of each rule that has any, by the place of the rule in its order. Undefined when the answer is not
 * complete: a rule that did not answer must not count as one that found nothing.
 */
export function readAnswer(answer: unknown, order: RuleOrder): PolicyVerdict | undefined {
  if (!isObject(answer) || answer['rules'] !== order.risk.length + order.others.length) return undefined;
  const { tier, risk, found } = answer;
  const violations = [...readFound(risk, order.risk), ...readFound(found, order.others)];
  if (!isTier(tier) || violations.includes(undefined)) return undefined;
  return { tier, violations: sortViolations(violations as Violation[]), failures: [] };
}

function readFound(found: unknown, rules: readonly PolicyRule[]): (Violation | undefined)[] {
  if (!isObject(found)) return [undefined];
  return Object.entries(found).flatMap(([place, items]) => {
    const rule = rules[Number(place)];
    return rule === undefined ? [undefined] : (readViolations(items, rule) ?? [undefined]);
  });
}

/** The violations of one rule; undefined when they are not of the form that rules promise. */
export function readViolations(items: unknown, rule: PolicyRule): Violation[] | undefined {
  if (!Array.isArray(items)) return undefined;
  const violations = items.map((item) => readViolation(item, rule));
  return violations.includes(undefined) ? undefined : sortViolations(violations as Violation[]);
}

function readViolation(item: unknown, rule: PolicyRule): Violation | undefined {
  if (!isObject(item)) return undefined;
  const { path, params } = item;
  if (typeof path !== 'string' || !(path === '' || path.startsWith('/')) || !isObject(params))
    return undefined;
  if (rule.layer === 'risk' && !isTier(params['tier'])) return undefined;
  if (rule.layer === 'approval' && !isDemand(params)) return undefined;
  return { rule, path, params };
}

function isDemand({ role, count }: Record<string, unknown>): boolean {
  return typeof role === 'string' && role !== '' && Number.isInteger(count) && (count as number) > 0;
}

/** By path, rule and params. Sets come in no order, reports must not depend on it. */
export function sortViolations(violations: readonly Violation[]): Violation[] {
  return violations.toSorted(
    (a, b) =>
      compareTexts(a.path, b.path) ||
      compareTexts(a.rule.id, b.rule.id) ||
      compareTexts(writeParams(a), writeParams(b)),
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function writeParams({ params }: Violation): string {
  return JSON.stringify(Object.entries(params).sort(([a], [b]) => compareTexts(a, b)));
}

export function isTier(value: unknown): value is RiskTier {
  return (riskTiers as readonly unknown[]).includes(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
