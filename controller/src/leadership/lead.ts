import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { Leadership } from './leadership.ts';
import type { LeaderService, Term } from './term.ts';

export interface LeadOptions {
  readonly services: readonly LeaderService[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called with the term when this process comes to lead, and with undefined when it does no more. */
  readonly onTerm: (term: Term | undefined) => void;
}

/** A service that fails by a defect is not started again at once, as it may well fail again. */
const PAUSE_MS = 5_000;

/**
 * Runs the services of the leader whenever this process leads, until it is told to stop. When one of them fails, all
 * end and the lead is given up: half a leader would keep a whole one from taking over.
 */
export async function lead(leadership: Leadership, options: LeadOptions, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const term = await leadership.acquire(stop).catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
    if (term === undefined) return;
    logEvent(options.logger, 'leader.won', { token: term.token }, 'this process leads');
    options.onTerm(term);
    const failing = new AbortController();
    const ended = AbortSignal.any([term.ended, failing.signal]);
    const own: Term = { token: term.token, ended, write: (work) => term.write(work) };
    const runs = options.services.map((service) =>
      service.run(own).catch((error: unknown) => {
        options.logger.error(
          { event: 'service-failed', service: service.name, err: error },
          `${service.name} failed: the lead is given up`,
        );
        failing.abort();
      }),
    );
    await Promise.all(runs);
    options.onTerm(undefined);
    await term.release();
    if (!stop.aborted)
      logEvent(options.logger, 'leader.lost', { token: term.token }, 'this process does not lead any more');
    if (failing.signal.aborted) await options.clock.sleep(PAUSE_MS, stop);
  }
}
