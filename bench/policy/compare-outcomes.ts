import type { Outcome } from './read-outcome.ts';

/** Where two programs do not find the same, one line each; none when they agree. */
export function compareOutcomes(ours: Outcome, theirs: Outcome, peer: string): string[] {
  const rules = [...new Set([...ours.violations.keys(), ...theirs.violations.keys()])].sort();
  const entities =
    ours.entities === theirs.entities
      ? []
      : [`entities: ${ours.entities} by souk, ${theirs.entities} by ${peer}`];
  return [
    ...entities,
    ...rules.flatMap((rule) => {
      const [mine, other] = [ours.violations.get(rule) ?? 0, theirs.violations.get(rule) ?? 0];
      return mine === other ? [] : [`${rule}: ${mine} by souk, ${other} by ${peer}`];
    }),
  ];
}
