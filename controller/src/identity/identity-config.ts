/** How tokens of installations are given out. */
export interface IdentityConfig {
  /** So long a token lives, in milliseconds; an hour at most. */
  readonly lifeMs: number;
  /** Who tokens may be for, beside Souk itself: absolute URIs. */
  readonly resources: readonly string[];
  /** Absolute path of the file of trusted issuers; nobody can exchange a token when undefined. */
  readonly issuersFile: string | undefined;
}
