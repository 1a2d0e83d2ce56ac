import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';
import type { Queryable } from '../store/store.ts';
import type { NoticeChannel } from './notice-channel.ts';

export interface SendNoticesPorts {
  readonly db: Queryable;
  readonly channels: readonly NoticeChannel[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
  /** @param missed whom a notice did not reach although it reached others */
  readonly onMissed: (missed: string) => void;
}

const RETRIES = { firstMs: 60_000, longestMs: 6 * 60 * 60 * 1_000 };
const TOGETHER = 100;

/** Sends what is due, one after the other. A channel that fails is tried again later, and nothing else waits for it. */
export async function sendNotices(term: Term, ports: SendNoticesPorts): Promise<void> {
  const { db, channels, clock } = ports;
  for (;;) {
    const due = await db
      .selectFrom('notice')
      .selectAll()
      .where('state', '=', 'pending')
      .where('due_at', '<=', clock.now())
      .orderBy('due_at')
      .limit(TOGETHER)
      .execute();
    for (const { kind, id, trigger, number, channel: name, content, attempts } of due) {
      if (term.ended.aborted) return;
      const channel = channels.find((one) => one.name === name);
      const result = await attempt(async () => {
        if (channel === undefined) throw new Error(`The channel ${name} is not set up any more.`);
        return channel.tell({ subject: { kind, id }, trigger, number, content }, term.ended);
      });
      const now = clock.now();
      if (result.type === 'failed') ports.onFailure(result.error);
      else if (result.missed !== undefined) ports.onMissed(result.missed);
      const counted = { attempts: attempts + 1 };
      const waitMs = retryDelay(attempts + 1, { ...RETRIES, random: ports.random });
      await term.write((transaction) =>
        transaction
          .updateTable('notice')
          .set(
            result.type === 'sent'
              ? { ...counted, state: 'sent', sent_at: now, due_at: null, error: shortened(result.missed) }
              : {
                  ...counted,
                  due_at: new Date(now.getTime() + waitMs),
                  error: shortened(result.error.message),
                },
          )
          .where('kind', '=', kind)
          .where('id', '=', id)
          .where('trigger', '=', trigger)
          .where('number', '=', number)
          .where('channel', '=', name)
          .execute(),
      );
    }
    if (due.length < TOGETHER) return;
  }
}

type Attempt =
  | { readonly type: 'sent'; readonly missed: string | undefined }
  | { readonly type: 'failed'; readonly error: Error };

async function attempt(work: () => Promise<string | undefined>): Promise<Attempt> {
  try {
    return { type: 'sent', missed: await work() };
  } catch (error) {
    return { type: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function shortened(text: string | undefined): string | null {
  return text?.slice(0, 500) ?? null;
}
