import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryState } from '../../../testing/memory-state.ts';
import type { Usage } from '../../../worker.ts';
import type { LogLine } from '../log.ts';
import type { Outcome } from './announce-lead.ts';
import { type DeskParts, receiveLead, replayDead, retryUnmetered, retryWaiting } from './lead-desk.ts';
import { createLeadMemory } from './lead-memory.ts';

const ID = 'L0000001';
const MINUTE = 60_000;
const announced: Outcome = { kind: 'announced', ts: '1.000001' };
const later: Outcome = { kind: 'later', reason: 'rate_limited', afterSeconds: 0 };

let now: number;
let outcomes: (Outcome | Error)[];
let usage: Usage[];
let meterIsAway: boolean;
let lines: LogLine[];
let desk: DeskParts;
beforeEach(() => {
  now = Date.parse('2026-11-23T09:00:00Z');
  outcomes = [];
  usage = [];
  lines = [];
  meterIsAway = false;
  desk = {
    memory: createLeadMemory(new MemoryState(() => now)),
    usage: {
      record: async (used) => {
        if (meterIsAway) throw new Error('away');
        usage.push(used);
      },
    },
    announce: async () => {
      const next = outcomes.shift() ?? announced;
      if (next instanceof Error) throw next;
      return next;
    },
    now: () => now,
    log: (line) => lines.push(line),
    logEvent: () => undefined,
  };
});

describe('when a lead is received', () => {
  it('is known for 24 hours and no longer', async () => {
    expect(await receiveLead(ID, desk)).toBe('announced');
    now += 24 * 60 * MINUTE - 1;
    expect(await receiveLead(ID, desk)).toBe('known');
    now += 1;
    expect(await receiveLead(ID, desk)).toBe('announced');
  });

  it('is free again at once when the call breaks off with an error', async () => {
    outcomes = [new Error('broken')];
    await expect(receiveLead(ID, desk)).rejects.toThrow('broken');
    expect(await receiveLead(ID, desk)).toBe('announced');
  });

  it('is free again after a minute when the call was cut off without a word', async () => {
    await desk.memory.claim(ID);
    expect(await receiveLead(ID, desk)).toBe('busy');
    now += MINUTE;
    expect(await receiveLead(ID, desk)).toBe('announced');
  });
});

describe('when Slack is away', () => {
  it('waits for 10 minutes, then becomes a dead letter and is free for the next call', async () => {
    outcomes = Array.from({ length: 20 }, () => later);
    expect(await receiveLead(ID, desk)).toBe('waiting');
    for (let minute = 1; minute < 10; minute += 1) {
      now += MINUTE;
      await retryWaiting(desk, now + MINUTE);
    }
    expect(await desk.memory.dead()).toEqual([]);
    now += MINUTE;
    await retryWaiting(desk, now + MINUTE);
    expect(await desk.memory.waiting()).toEqual([]);
    expect(await desk.memory.dead()).toMatchObject([{ leadId: ID, reason: 'rate_limited' }]);
    expect(lines.filter(({ alert }) => alert === 'LeadAlertsDeadLetter')).toHaveLength(1);
    outcomes = [];
    expect(await receiveLead(ID, desk)).toBe('announced');
    expect(await desk.memory.dead()).toEqual([]);
    expect(await replayDead(desk, now + MINUTE)).toEqual({ replayed: 0, left: 0 });
  });

  it('does not post again what a run posted before it was cut off', async () => {
    const state = new MemoryState(() => now);
    const cut = { ...desk, memory: createLeadMemory(state) };
    outcomes = [later];
    await receiveLead(ID, cut);
    // The message is out, and its run ended before it could strike the lead from those that wait.
    await state.put(`lead/${ID}`, 'announced');
    outcomes = [new Error('must not be called')];
    await retryWaiting(cut, now + MINUTE);
    expect(await cut.memory.waiting()).toEqual([]);
  });
});

describe('when the meter is away', () => {
  it('counts the lead later, and posts it once', async () => {
    meterIsAway = true;
    expect(await receiveLead(ID, desk)).toBe('announced');
    expect(usage).toEqual([]);
    meterIsAway = false;
    await retryUnmetered(desk);
    await retryUnmetered(desk);
    expect(usage).toEqual([{ id: ID, metric: 'alerts' }]);
  });
});
