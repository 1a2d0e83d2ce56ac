import type { BoundedLog } from './bounded-log.ts';
import type { Clock } from './clock.ts';
import { orAborted } from './or-aborted.ts';
import { MOST_EVENTS, planBatchSize } from './plan-batch-size.ts';
import { planRetry } from './plan-retry.ts';
import type { Send, SendAnswer, SendResult } from './send.ts';
import type { Batch, Spool } from './spool.ts';
import type { SpooledEvent } from './spooled-line.ts';
import type { RefusedEvent, UsageNews } from './usage-client.ts';

export interface SendLoopPorts<E> {
  readonly spool: Spool;
  readonly send: Send<E>;
  readonly refused: BoundedLog;
  readonly quarantine: BoundedLog;
  readonly clock: Clock;
  readonly random: () => number;
  readonly tell: (news: UsageNews<E>) => void;
  /** Called after each step forward. */
  readonly onSettled: () => void;
}

type Settled = { readonly kind: 'settled' } | { readonly kind: 'empty' };
type Step = Settled | Exclude<SendAnswer, { kind: 'answered' }>;

/** Sends what waits, in order, until it is told to stop. Nothing that goes wrong ends it. */
export class SendLoop<E> {
  readonly #ports: SendLoopPorts<E>;
  #news = Promise.withResolvers<void>();
  #most = MOST_EVENTS;
  #failures = 0;
  readonly counts = { sent: 0, refused: 0, broken: 0 };
  /** When the first event of the batch under way was recorded. */
  oldestAt: number | undefined;

  constructor(ports: SendLoopPorts<E>) {
    this.#ports = ports;
  }

  /** Something is there to be sent. */
  wake(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.wake();
    signal.addEventListener('abort', stop);
    while (!signal.aborted) {
      const { promise } = this.#news;
      const step = await this.#step(signal).catch(laterBecause);
      // Nothing that came since the look is missed.
      if (step.kind === 'empty' && !signal.aborted) await promise;
      if (step.kind === 'later' && !signal.aborted) await this.#delay(step, signal);
    }
    signal.removeEventListener('abort', stop);
  }

  async #step(signal: AbortSignal): Promise<Step> {
    const { spool, onSettled } = this.#ports;
    const batch = await spool.read<E>(this.#most);
    this.oldestAt = batch?.events[0]?.recordedAt;
    if (batch === undefined) {
      onSettled();
      return { kind: 'empty' };
    }
    const answer = await this.#ask(batch, signal);
    if (answer.kind === 'later') return answer;
    if (answer.kind === 'too-large' && batch.events.length > 1) {
      this.#most = planBatchSize(this.#most, batch.events.length, 'too-large');
      return { kind: 'settled' };
    }
    await this.#settle(batch, answer.kind === 'answered' ? answer.results : [tooLarge(answer.reason)]);
    this.#most = planBatchSize(this.#most, batch.events.length, 'answered');
    this.#failures = 0;
    this.oldestAt = undefined;
    onSettled();
    return { kind: 'settled' };
  }

  async #ask({ events }: Batch<E>, signal: AbortSignal): Promise<SendAnswer> {
    if (events.length === 0) return { kind: 'answered', results: [] };
    const answer = await orAborted(this.#ports.send(events, signal), signal);
    if (answer.kind === 'answered' && answer.results.length !== events.length)
      return {
        kind: 'later',
        reason: `Expected ${events.length} results; there are ${answer.results.length}.`,
      };
    return answer;
  }

  /** What is not sent on is written down before it is let go of: after a crash it may be there twice, and never not at all. */
  async #settle(batch: Batch<E>, results: readonly SendResult[]): Promise<void> {
    const { spool, refused, quarantine, tell, clock } = this.#ports;
    const at = clock.now().toISOString();
    const no = batch.events.flatMap((event, i) => refusalOf(event, results[i]) ?? []);
    await refused.append(no.map((event) => ({ at, ...event })));
    const { segment, broken } = batch;
    await quarantine.append(
      broken.map(({ offset, bytes }) => ({
        at,
        segment,
        offset,
        base64: Buffer.from(bytes).toString('base64'),
      })),
    );
    await spool.advance(batch);
    this.counts.sent += batch.events.length - no.length;
    this.counts.refused += no.length;
    this.counts.broken += broken.length;
    if (no.length > 0) tell({ kind: 'refused', events: no });
    if (broken.length > 0) tell({ kind: 'broken', pieces: broken.length, segment });
  }

  async #delay(
    { reason, retryAfterMs }: Extract<SendAnswer, { kind: 'later' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, random, tell } = this.#ports;
    this.#failures++;
    const ms = planRetry(this.#failures, retryAfterMs, random());
    tell({ kind: 'delayed', reason, failures: this.#failures, ms });
    await clock.sleep(ms, signal);
  }
}

function refusalOf<E>(spooled: SpooledEvent<E>, result: SendResult | undefined): RefusedEvent<E> | undefined {
  if (result?.status !== 'conflict' && result?.status !== 'rejected') return undefined;
  return { ...spooled, ...result };
}

function tooLarge(detail: string): SendResult {
  return { status: 'rejected', code: 'too-large', detail };
}

function laterBecause(error: unknown): Step {
  if (!(error instanceof Error)) return { kind: 'later', reason: String(error) };
  // fetch says in the cause what it was.
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return { kind: 'later', reason: `${error.message}${cause}` };
}
