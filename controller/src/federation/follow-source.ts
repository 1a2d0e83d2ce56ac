import type { Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';
import { nextPollMs } from '../source/next-poll-ms.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type SourceSyncPorts, type SourceTask, syncSource } from './sync-source.ts';

export interface FollowedTask {
  /** Ends what is under way and resolves when nothing of it is left. */
  stop(): Promise<void>;
}

export interface FollowPorts extends SourceSyncPorts {
  readonly pollMs: number;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly telemetry: Pick<Telemetry, 'tracing' | 'failed'>;
}

const LONGEST_RETRY_MS = 30 * 60_000;

/** Follows one source, by itself: right away, every poll, and less and less often while it fails. */
export function followSource(task: SourceTask, ports: FollowPorts, term: Term): FollowedTask {
  const stopped = new AbortController();
  const signal = AbortSignal.any([term.ended, stopped.signal]);
  const running = follow(task, ports, term, signal);
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
}

async function follow(task: SourceTask, ports: FollowPorts, term: Term, signal: AbortSignal): Promise<void> {
  const { clock, logger, pollMs, random, telemetry } = ports;
  let failures = 0;
  while (!signal.aborted) {
    const well = await tracedSync(task, ports, term, signal).catch((error: unknown) => {
      if (!signal.aborted)
        logger.error({ err: error, source: task.source.id }, 'a source can not be followed');
      return false;
    });
    if (!well && !signal.aborted) telemetry.failed('federation');
    failures = well ? 0 : failures + 1;
    const pace = { firstMs: pollMs, longestMs: Math.max(pollMs, LONGEST_RETRY_MS), random };
    await clock.sleep(well ? nextPollMs(pollMs, 0, random()) : retryDelay(failures, pace), signal);
  }
}

/** A failure that is noted at the source is no error here: the span says by its outcome what it was. */
function tracedSync(task: SourceTask, ports: FollowPorts, term: Term, signal: AbortSignal): Promise<boolean> {
  const attributes = { 'souk.source': task.source.id };
  return ports.telemetry.tracing.span('federation.sync', attributes, async ({ annotate }) => {
    const well = await syncSource(task, ports, term, signal);
    annotate({ 'souk.outcome': well ? 'synced' : 'failed' });
    return well;
  });
}
