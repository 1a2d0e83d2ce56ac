import type { Violation } from './policy-evaluator.ts';

/**
 * Says of each violation whether it is new. Places in a list do not count, so that a violation does not become
 * new when something is inserted before it; a second one of the same kind does.
 */
export function markNew(violations: readonly Violation[], before: readonly Violation[]): boolean[] {
  const known = new Map<string, number>();
  for (const violation of before) {
    const mark = fingerprint(violation);
    known.set(mark, (known.get(mark) ?? 0) + 1);
  }
  return violations.map((violation) => {
    const mark = fingerprint(violation);
    const left = known.get(mark) ?? 0;
    known.set(mark, left - 1);
    return left <= 0;
  });
}

function fingerprint({ rule, path, params }: Violation): string {
  const byName = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([rule.id, path.replace(/\/\d+(?=\/|$)/g, '/*'), byName]);
}
