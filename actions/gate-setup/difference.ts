/** Something is not as it has to be. */
export interface Difference {
  /** What it is about: a ruleset and the place in it, a label, or a setting. */
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}
