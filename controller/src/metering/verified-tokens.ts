import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { VerifiedToken } from '../identity/verify-token.ts';
import { RecentMap } from './recent-map.ts';

/** A token that was called back is taken for so long at most; where the news of it comes, no longer. */
const KEPT_MS = 5_000;
const MOST_KEPT = 2_000;

interface Kept {
  readonly until: number;
  readonly result: Promise<VerifiedToken>;
}

/** Verifies the tokens of those who send events many times a second, each every few seconds. */
export class VerifiedTokens {
  readonly #verify: (token: string) => Promise<VerifiedToken>;
  readonly #clock: Clock;
  readonly #kept = new RecentMap<string, Kept>(MOST_KEPT);

  constructor(verify: (token: string) => Promise<VerifiedToken>, clock: Clock) {
    this.#verify = verify;
    this.#clock = clock;
  }

  async verify(token: string): Promise<VerifiedToken> {
    const key = hash('sha256', token);
    const now = this.#clock.now().getTime();
    const kept = this.#kept.get(key);
    if (kept !== undefined && now < kept.until) return kept.result;
    const asked = { until: now + KEPT_MS, result: this.#verify(token) };
    this.#kept.set(key, asked);
    const drop = (): void => {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
    };
    try {
      const result = await asked.result;
      // One that is refused may be taken in a moment, and one that ends soon is asked about again.
      if (!result.ok || result.claims.expiresAt * 1_000 < asked.until) drop();
      return result;
    } catch (error) {
      drop();
      throw error;
    }
  }

  /** Something may have changed that decides about tokens. */
  forget(): void {
    this.#kept.clear();
  }
}
