/** A ruleset in the shape of GitHub's REST API, as far as it is relied upon. */
export interface Ruleset {
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  /** Undefined when the token may not see them. */
  readonly bypass_actors: readonly unknown[] | undefined;
  readonly conditions: unknown;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}
