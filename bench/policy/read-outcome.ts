import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { rulesOfKind } from '@souk/policies/engine/rule-order.ts';
import type { Judged } from './judge-inputs.ts';

/** What a program found: it must be the same whoever looks. */
export interface Outcome {
  readonly entities: number;
  /** How many violations each rule found; rules without any are left out. */
  readonly violations: ReadonlyMap<string, number>;
}

/** Reads what the measured program of Souk printed. */
export function readOwnOutcome(text: string): Outcome & Pick<Judged, 'warmMs'> {
  const { violations, ...rest } = JSON.parse(text) as Judged;
  return { ...rest, violations: new Map(Object.entries(violations)) };
}

interface ConftestResult {
  readonly failures?: readonly { readonly msg: string }[];
  readonly warnings?: readonly { readonly msg: string }[];
}

/** Reads `conftest test --output json`, where the adapter gives the id of the rule as the message. */
export function readConftestOutcome(text: string): Outcome {
  const results = JSON.parse(text) as ConftestResult[];
  const rules = results.flatMap(({ failures = [], warnings = [] }) =>
    [...failures, ...warnings].map(({ msg }) => msg),
  );
  return { entities: results.length, violations: countEach(rules) };
}

interface BatchAnswer {
  readonly risk: Readonly<Record<string, readonly unknown[]>>;
  readonly found: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Reads `opa eval --format raw data.souk.engine.batch`: for each entity the violations by the place of the rule.
 *
 * @param kinds kind of each entity, in order
 */
export function readOpaOutcome(text: string, kinds: readonly Kind[], rules: readonly PolicyRule[]): Outcome {
  const answers = JSON.parse(text) as BatchAnswer[];
  const orders = new Map([...new Set(kinds)].map((kind) => [kind, rulesOfKind(rules, kind)]));
  const found = answers.flatMap((answer, i) => {
    const order = orders.get(kinds[i] as Kind);
    return [...named(answer.risk, order?.risk ?? []), ...named(answer.found, order?.others ?? [])];
  });
  return { entities: answers.length, violations: countEach(found) };
}

function named(found: BatchAnswer['found'], rules: readonly PolicyRule[]): string[] {
  return Object.entries(found).flatMap(([place, violations]) =>
    violations.map(() => rules[Number(place)]?.id ?? `rule ${place}, which is not there`),
  );
}

function countEach(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
