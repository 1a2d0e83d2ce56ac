/** Why a mail was not taken. `error` is for operators and holds no credentials. */
export type MailFailure =
  /** With 5xx, for whom it is to or what it says: it would not be taken later either. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: string }
  /** With 4xx, or for something that only the operator can mend. */
  | { readonly kind: 'deferred'; readonly status: number; readonly error: string }
  /** None of those whom it is to has an address that could be one. */
  | { readonly kind: 'no-address'; readonly error: string }
  /** The server does not take user and password. */
  | { readonly kind: 'no-login'; readonly error: string }
  /** The connection can not be encrypted, or its certificate is not to be trusted. */
  | { readonly kind: 'no-tls'; readonly error: string }
  | { readonly kind: 'unreachable'; readonly error: string }
  | { readonly kind: 'timeout' };

export type MailResult =
  | {
      readonly kind: 'sent';
      readonly status: number;
      /** What the server answered. */
      readonly response: string;
      /** Whom it was not taken for although it was for others, each with the reason. */
      readonly missed: readonly string[];
    }
  | MailFailure;

/** A failure in one sentence. */
export function sentenceOf(failure: MailFailure): string {
  switch (failure.kind) {
    case 'timeout':
      return 'The mail server did not answer in time.';
    case 'refused':
    case 'deferred':
      return `The mail server does not take it: ${failure.error}`;
    case 'no-login':
      return `The mail server refuses the login: ${failure.error}`;
    case 'no-tls':
      return `The connection to the mail server can not be secured: ${failure.error}`;
    case 'no-address':
      return failure.error;
    case 'unreachable':
      return `The mail server can not be reached: ${failure.error}`;
  }
}
