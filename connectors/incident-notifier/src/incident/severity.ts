/** The least first. What names none that is known is shown in any case: better one message too many. */
const order = ['info', 'warning', 'critical', 'unknown'] as const;

export type Severity = (typeof order)[number];

export function parseSeverity(text: string | undefined): Severity {
  return order.find((severity) => severity === text?.toLowerCase()) ?? 'unknown';
}

export function highestSeverity(severities: readonly Severity[]): Severity {
  return order[Math.max(-1, ...severities.map((severity) => order.indexOf(severity)))] ?? 'unknown';
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return order.indexOf(severity) >= order.indexOf(least);
}
