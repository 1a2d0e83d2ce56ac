import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './difference.ts';
import type { Rule, Ruleset } from './ruleset.ts';

/**
 * Where a ruleset is not as it should be. GitHub adds parameters with their defaults: only those that are wanted are
 * compared. Rules, bypasses and conditions have to be the same, in any order.
 *
 * @param found undefined when there is no ruleset of that name
 */
export function compareRuleset(wanted: Ruleset, found: Ruleset | undefined): readonly Difference[] {
  const place = (inside: string): string => `${wanted.name} › ${inside}`;
  if (found === undefined) return [{ place: wanted.name, expected: 'a ruleset', found: 'nothing' }];
  const fields = (['target', 'enforcement', 'bypass_actors', 'conditions'] as const).flatMap((field) =>
    isSame(wanted[field], found[field]) ? [] : [difference(place(field), wanted[field], found[field])],
  );
  const types = new Set([...wanted.rules, ...found.rules].map(({ type }) => type));
  const rules = [...types].flatMap((type) =>
    compareRule(place(type), ruleOf(wanted, type), ruleOf(found, type)),
  );
  return [...fields, ...rules];
}

function compareRule(place: string, wanted: Rule | undefined, found: Rule | undefined): Difference[] {
  if (wanted === undefined) return [{ place, expected: 'no such rule', found: 'a rule' }];
  if (found === undefined) return [{ place, expected: 'a rule', found: 'no such rule' }];
  return Object.entries(wanted.parameters ?? {}).flatMap(([name, value]) => {
    const other = found.parameters?.[name];
    return isSame(value, other) ? [] : [difference(`${place} › ${name}`, value, other)];
  });
}

function ruleOf({ rules }: Ruleset, type: string): Rule | undefined {
  return rules.find((rule) => rule.type === type);
}

function difference(place: string, expected: unknown, found: unknown): Difference {
  return {
    place,
    expected: JSON.stringify(expected),
    found: JSON.stringify(found) ?? 'nothing that can be seen',
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(sorted(one), sorted(other));
}

/** Lists of the API are sets. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
