/** What came of one attempt to deliver. */
export type AttemptOutcome =
  /** Answered with 2xx. */
  | { readonly kind: 'delivered'; readonly status: number }
  /** Answered with 410: the receiver wants no more. */
  | { readonly kind: 'gone'; readonly status: number }
  /** Answered with 3xx, which is never followed. */
  | { readonly kind: 'redirected'; readonly status: number }
  /** Answered with anything else. `retryAfter` is the header as it came, of 429 and 503 alone. */
  | { readonly kind: 'rejected'; readonly status: number; readonly retryAfter?: string | undefined }
  /** The mail server does not take it, with 5xx, and would not later either. */
  | { readonly kind: 'bounced'; readonly status: number }
  /** The exchange was not over in time. */
  | { readonly kind: 'timeout' }
  /** No answer: the name, the connection or the protocol failed. */
  | { readonly kind: 'unreachable'; readonly error: string }
  /** The address is none that webhooks may go to; nothing was sent there. */
  | { readonly kind: 'forbidden'; readonly error: string }
  /** There was nothing to send it to or to sign it with. */
  | { readonly kind: 'not-sent'; readonly error: string };

export type OutcomeKind = AttemptOutcome['kind'];

export const outcomeKinds = [
  'delivered',
  'gone',
  'redirected',
  'rejected',
  'bounced',
  'timeout',
  'unreachable',
  'forbidden',
  'not-sent',
] as const satisfies readonly OutcomeKind[];
