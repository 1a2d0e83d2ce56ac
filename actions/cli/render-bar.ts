const WIDTH = 24;
const MEGABYTE = 1_000_000;

/** A bar of progress in bytes; without a total there is only the number. */
export function renderBar(what: string, done: number, total: number | undefined): string {
  const megabytes = `${(done / MEGABYTE).toFixed(1)} MB`;
  if (total === undefined || total === 0) return `${what} ${megabytes}`;
  const share = Math.min(done / total, 1);
  const filled = Math.round(share * WIDTH);
  return `${what} [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}% of ${(total / MEGABYTE).toFixed(1)} MB`;
}
