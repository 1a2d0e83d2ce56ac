export type SecretRule =
  | 'secret/private-key'
  | 'secret/cloud-key'
  | 'secret/token'
  | 'secret/connection-string'
  | 'secret/password'
  | 'secret/random-value';

/** A stretch of text, in UTF-16 code units; the end is exclusive. */
export interface TextSpan {
  readonly offset: number;
  readonly endOffset: number;
}

/** A secret in a text. It holds the secret in clear: nothing of this may be shown but what `describeSecret` says. */
export interface SecretMatch extends TextSpan {
  readonly rule: SecretRule;
  /** What it is, as the subject of a sentence: `A GitHub token`. */
  readonly what: string;
  readonly secret: string;
  /** Whether its place is that of base64 that wraps it. */
  readonly wrapped?: true;
}

/** A text that is searched, with the name that tells how it is written. */
export interface SearchedText {
  readonly name: string;
  readonly text: string;
}
