/**
 * A budget of waiting. Requests that wait at the same time use it up once, not each for itself.
 *
 * @param most seconds
 * @param now milliseconds that only rise
 * @returns whether so many seconds more may be waited; those that may count as spent
 */
export function createPatience(most: number, now: () => number): (seconds: number) => boolean {
  let spent = 0;
  let until = Number.NEGATIVE_INFINITY;
  return (seconds) => {
    const start = now();
    const end = start + seconds * 1000;
    const added = Math.max(0, end - Math.max(start, until)) / 1000;
    if (spent + added > most) return false;
    spent += added;
    until = Math.max(until, end);
    return true;
  };
}
