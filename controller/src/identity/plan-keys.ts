/** A key of this replica. */
export interface OwnKey {
  readonly kid: string;
  readonly createdAt: Date;
}

export interface KeyPlan {
  /** Signs; undefined when one has to be made first. */
  readonly sign: string | undefined;
  /** Whether another one is to be made. */
  readonly make: boolean;
  /** Those that may sign, or will. */
  readonly live: readonly string[];
  /** Those whose private part is to be deleted. */
  readonly drop: readonly string[];
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** So long a key signs. */
export const KEY_LIFE_MS = 30 * DAY_MS;
/** So long before it is needed the next one is shown to those who verify. */
const ANNOUNCED_MS = DAY_MS;

/** Which of its keys a replica signs with, and what to do about the others: the oldest signs until its time is up. */
export function planKeys(keys: readonly OwnKey[], now: Date): KeyPlan {
  const ageOf = ({ createdAt }: OwnKey): number => now.getTime() - createdAt.getTime();
  const byAge = keys.toSorted((a, b) => ageOf(b) - ageOf(a));
  const live = byAge.filter((key) => ageOf(key) < KEY_LIFE_MS);
  const youngest = live.at(-1);
  return {
    sign: live[0]?.kid,
    make: youngest === undefined || ageOf(youngest) >= KEY_LIFE_MS - ANNOUNCED_MS,
    live: live.map(({ kid }) => kid),
    drop: byAge.filter((key) => ageOf(key) >= KEY_LIFE_MS).map(({ kid }) => kid),
  };
}
