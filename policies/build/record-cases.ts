import type { Sources } from '../engine/sources.ts';
import { evaluateCases, type RuleUnderTest } from './evaluate-cases.ts';
import type { Opa } from './opa.ts';
import { type RecordedCases, type RecordedRule, shortenInput } from './recorded-cases.ts';

/**
 * Runs the cases of every rule by OPA and records what it says.
 *
 * @param known recordings that are still true, by the id of their rule; their cases are not run again
 */
export async function recordCases(
  rules: readonly RuleUnderTest[],
  sources: Sources,
  dir: string,
  opa: Opa,
  known: ReadonlyMap<string, RecordedRule> = new Map(),
): Promise<RecordedCases> {
  const wanted = rules.filter(({ id }) => !known.has(id));
  const { bases, rules: evaluated } = await evaluateCases(wanted, sources, dir, opa);
  const recorded = new Map(known);
  for (const { id, config, cases } of evaluated) {
    const shortened = cases.map(({ name, input, violations }) => ({
      name,
      ...shortenInput(input, bases),
      violations,
    }));
    recorded.set(id, { id, config, cases: shortened });
  }
  return { bases, rules: rules.flatMap(({ id }) => recorded.get(id) ?? []) };
}
