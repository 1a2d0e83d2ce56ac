/** What the search for secrets goes by. */
export interface SecretSettings {
  /** Larger files are not searched, which is a finding of its own. */
  readonly maxFileBytes: number;
  /** From how many characters, and from how many bits of Shannon entropy a character, text counts as random. */
  readonly randomness: {
    readonly minLength: number;
    readonly hexBits: number;
    readonly base64Bits: number;
  };
  /** Words that mark a value as an example wherever they stand in it, in lower case. */
  readonly exampleWords: readonly string[];
  /** What looks like a secret and is none. */
  readonly allowed: readonly AllowedSecret[];
}

export interface AllowedSecret {
  /** As a finding names it. */
  readonly fingerprint: string;
  readonly reason: string;
}
