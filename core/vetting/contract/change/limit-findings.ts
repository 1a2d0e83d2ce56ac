import type { VettingFinding } from '../../vetted-entry.ts';

/** Keeps the first findings of each rule in a file; the last that is kept says how many more there are. */
export function limitFindings(findings: readonly VettingFinding[], most: number): VettingFinding[] {
  const groups = Map.groupBy(findings, ({ rule, file, level }) => `${level} ${rule} ${file ?? ''}`);
  return [...groups.values()].flatMap((group) => {
    const rest = group.length - most;
    return rest <= 0
      ? group
      : group
          .slice(0, most)
          .map((finding, i) =>
            i === most - 1
              ? { ...finding, message: `${finding.message} (${rest} more of this kind.)` }
              : finding,
          );
  });
}
