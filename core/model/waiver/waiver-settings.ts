/** What an organisation allows waivers to do: `data/waivers.yaml` of the policies. */
export interface WaiverSettings {
  /** Rules that nobody can waive: ids, or a layer followed by `/*`. */
  readonly never: readonly string[];
}

/** Whether a rule may be waived at all. */
export function isWaivable(rule: string, { never }: WaiverSettings): boolean {
  return !never.some((pattern) =>
    pattern.endsWith('/*') ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern,
  );
}
