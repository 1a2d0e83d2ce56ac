/** What somebody could try, and what keeps them from it. */
export interface Threat {
  readonly attack: string;
  readonly defences: readonly Defence[];
}

/** One defence, and how to take it out: `from`, which its file holds exactly once, becomes `to`. */
export interface Defence {
  readonly name: string;
  readonly summary: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Each of them fails without the defence. */
  readonly tests: readonly ProvingTest[];
}

export interface ProvingTest {
  readonly file: string;
  /** Part of the name of the tests that count: of a title, or of a named case. */
  readonly title: string;
}
