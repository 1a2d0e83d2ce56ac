import type { FeedBounds } from './feed-bounds.ts';

/** Where a reader of the feed stands: it has seen everything up to this event. */
export interface FeedCursor {
  /** That of the database that gave the number; undefined for a plain number. */
  readonly epoch: string | undefined;
  readonly seq: number;
}

export type FeedStart =
  | { readonly ok: true; readonly after: number }
  /** `reason` is a sentence for whoever asked. */
  | { readonly ok: false; readonly reason: string };

export function formatCursor(epoch: string, seq: number): string {
  return `${epoch}.${seq}`;
}

/** Undefined when the text is no cursor. */
export function parseCursor(text: string): FeedCursor | undefined {
  const [, epoch, seq] = /^(?:([\da-z]{1,64})\.)?(\d{1,15})$/.exec(text) ?? [];
  return seq === undefined ? undefined : { epoch, seq: Number(seq) };
}

/** Finds the place of a cursor in the log as it is now. What can not be found without a gap is refused. */
export function placeCursor({ epoch, seq }: FeedCursor, bounds: FeedBounds): FeedStart {
  if (epoch !== undefined && epoch !== bounds.epoch)
    return { ok: false, reason: 'The cursor is from a registry that has been made anew since.' };
  if (seq > bounds.newest)
    return { ok: false, reason: `The feed ends at ${bounds.newest}; the registry may have been restored.` };
  if (seq < bounds.oldest - 1)
    return {
      ok: false,
      reason: `What followed ${seq} is no longer kept; the feed begins with ${bounds.oldest}.`,
    };
  return { ok: true, after: seq };
}
