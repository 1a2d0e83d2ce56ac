/** How two sets of violations differ, each violation as JSON with its keys in order. */
export interface ViolationDifference {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Compares what a rule found with what it should have found, whatever their order. */
export function compareViolations(
  expected: readonly unknown[],
  actual: readonly unknown[],
): ViolationDifference {
  const [wanted, found] = [expected.map(canonicalJson), actual.map(canonicalJson)];
  return {
    missing: wanted.filter((text) => !found.includes(text)).sort(),
    unexpected: found.filter((text) => !wanted.includes(text)).sort(),
  };
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
