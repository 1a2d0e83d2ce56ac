export const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days of 24 hours from one timestamp to another, negative when the second comes first. A day alone means midnight UTC. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
