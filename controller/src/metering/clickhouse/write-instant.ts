/** The last that the copy can hold is far beyond; whatever is later is as late as that. */
const LATEST = Date.parse('2200-01-01T00:00:00Z');

/** A time as ClickHouse reads it, in UTC. */
export function writeInstant(time: Date): string {
  return new Date(Math.min(time.getTime(), LATEST)).toISOString().replace('T', ' ').replace('Z', '');
}
