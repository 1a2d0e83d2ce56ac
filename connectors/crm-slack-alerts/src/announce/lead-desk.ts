import type { WorkerUsage } from '../../../worker.ts';
import type { Log, LogEvent } from '../log.ts';
import type { Outcome } from './announce-lead.ts';
import type { LeadMemory } from './lead-memory.ts';

/** Slack is tried for so long before a lead is given up. */
const PATIENCE_MS = 600_000;

export interface DeskParts {
  readonly memory: LeadMemory;
  readonly usage: WorkerUsage;
  readonly announce: (leadId: string) => Promise<Outcome>;
  readonly now: () => number;
  readonly log: Log;
  readonly logEvent: LogEvent;
}

/** What came of a call, as README.md lists it. */
export type Received = 'announced' | 'waiting' | 'dead' | 'known' | 'skipped' | 'busy' | 'unknown';

/** Takes a lead from a call to the channel once, whoever calls and however often. */
export async function receiveLead(leadId: string, parts: DeskParts): Promise<Received> {
  const { memory, announce, now } = parts;
  const claim = await memory.claim(leadId);
  if (claim === 'posting') return 'busy';
  if (claim !== 'taken') return 'known';
  const outcome = await announce(leadId).catch(async (error: unknown) => {
    await memory.release(leadId);
    throw error;
  });
  return settle(leadId, outcome, now(), parts);
}

/** Tries the leads again that wait for Slack, the first come first, until Slack asks to slow down or time is up. */
export async function retryWaiting(parts: DeskParts, until: number): Promise<void> {
  const { memory, announce, now } = parts;
  const waiting = (await memory.waiting()).toSorted((a, b) => a.since - b.since);
  for (const { leadId, since, notBefore } of waiting) {
    if (now() >= until) return;
    // In the channel already: a run was cut off before it could say so.
    if ((await memory.claimOf(leadId)) === 'announced') await memory.endWaiting(leadId);
    else if (notBefore <= now()) {
      const received = await settle(leadId, await announce(leadId), since, parts);
      if (received === 'waiting') return;
    }
  }
}

/** Tries the leads again that were given up. Resolves with how many went out and how many stay. */
export async function replayDead(
  parts: DeskParts,
  until: number,
): Promise<{ replayed: number; left: number }> {
  const { memory, announce, now } = parts;
  const letters = await memory.dead();
  let replayed = 0;
  for (const { leadId } of letters) {
    if (now() >= until) break;
    const claim = await memory.claim(leadId);
    if (claim === 'announced') await memory.exhume(leadId);
    if (claim !== 'taken') continue;
    const outcome = await announce(leadId);
    const received = await settle(leadId, outcome, now(), parts);
    if (received === 'announced') replayed += 1;
    if (received === 'waiting' || received === 'skipped') await memory.exhume(leadId);
    if (outcome.kind === 'later') break;
  }
  return { replayed, left: (await memory.dead()).length };
}

/** Puts leads on the bill that could not be put there when they were posted. */
export async function retryUnmetered({ memory, usage }: DeskParts): Promise<void> {
  for (const leadId of await memory.unmetered()) {
    await usage.record({ id: leadId, metric: 'alerts' });
    await memory.endUnmetered(leadId);
  }
}

async function settle(leadId: string, outcome: Outcome, since: number, parts: DeskParts): Promise<Received> {
  const { memory, now, log } = parts;
  switch (outcome.kind) {
    case 'announced':
      await memory.markAnnounced(leadId);
      parts.logEvent({ leadId, ts: outcome.ts });
      await meter(leadId, parts);
      return 'announced';
    case 'skipped':
      await memory.endWaiting(leadId);
      await memory.release(leadId);
      return 'skipped';
    case 'unknown': {
      log({ step: 'lookup', reason: outcome.reason, leadId });
      if ((await memory.claimOf(leadId)) !== 'waiting') {
        // The CRM calls again: nothing has to be remembered.
        await memory.release(leadId);
        return 'unknown';
      }
      return waitOrBury({ leadId, since, reason: outcome.reason, afterSeconds: 0, step: 'lookup' }, parts);
    }
    case 'later':
      log({ step: 'post', reason: outcome.reason, leadId });
      return waitOrBury({ ...outcome, leadId, since, step: 'post' }, parts);
    case 'refused':
      log({ step: 'post', reason: outcome.reason, leadId, alert: 'LeadAlertsDeadLetter' });
      await memory.bury({ leadId, since: now(), reason: outcome.reason });
      return 'dead';
  }
}

interface Delay {
  readonly leadId: string;
  readonly since: number;
  readonly reason: string;
  readonly afterSeconds: number;
  readonly step: 'lookup' | 'post';
}

async function waitOrBury({ leadId, since, reason, afterSeconds, step }: Delay, parts: DeskParts) {
  const { memory, now, log } = parts;
  if (now() - since < PATIENCE_MS) {
    await memory.keepWaiting({ leadId, since, notBefore: now() + afterSeconds * 1000 });
    return 'waiting';
  }
  log({ step, reason, leadId, alert: 'LeadAlertsDeadLetter' });
  await memory.bury({ leadId, since, reason });
  return 'dead';
}

async function meter(leadId: string, { memory, usage, log }: DeskParts): Promise<void> {
  try {
    await usage.record({ id: leadId, metric: 'alerts' });
  } catch {
    // It is in the channel: the call must not be repeated for the sake of the bill.
    log({ step: 'meter', reason: 'not_recorded', leadId });
    await memory.keepUnmetered(leadId);
  }
}
