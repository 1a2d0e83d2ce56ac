import type { SpooledEvent } from './spooled-line.ts';

/** What has become of one event. */
export type SendResult =
  | { readonly status: 'accepted' | 'duplicate' }
  | {
      readonly status: 'conflict' | 'rejected';
      readonly code?: string | undefined;
      readonly detail?: string | undefined;
    };

/**
 * - `answered`: a result for each event, in their order
 * - `later`: nothing is known of them; they are sent again, not before `retryAfterMs` where that is named
 * - `too-large`: they are too many or too long for one request
 */
export type SendAnswer =
  | { readonly kind: 'answered'; readonly results: readonly SendResult[] }
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'too-large'; readonly reason: string };

/**
 * Carries 1 to 1,000 events to where they are counted. It may be given the same ones again, and whoever counts knows them
 * by their ids. When it rejects, they are sent again later.
 */
export type Send<E> = (events: readonly SpooledEvent<E>[], signal: AbortSignal) => Promise<SendAnswer>;
