import type { WorkerState } from '../../../worker.ts';

/** Longer than a call may take: a call that was cut off must not keep its lead from being announced. */
const POSTING_SECONDS = 60;
const ANNOUNCED_SECONDS = 24 * 3600;
/** Long enough for a weekend before somebody looks. */
const DEAD_SECONDS = 14 * 24 * 3600;

/** How far a lead is; one of these at a time. */
export type Claim = 'posting' | 'waiting' | 'announced';

export interface Waiting {
  readonly leadId: string;
  /** When it was first tried, in milliseconds since 1970. */
  readonly since: number;
  /** Slack wants no call before. */
  readonly notBefore: number;
}

export interface DeadLetter {
  readonly leadId: string;
  readonly since: number;
  readonly reason: string;
}

/** What is known of leads: ids and how far they are, nothing else. */
export interface LeadMemory {
  /** Takes a lead for itself. Resolves with `taken`, or with how far another call is. */
  claim(leadId: string): Promise<Claim | 'taken'>;
  release(leadId: string): Promise<void>;
  claimOf(leadId: string): Promise<Claim | undefined>;
  /** It is in the channel: it neither waits nor is it dead any more. */
  markAnnounced(leadId: string): Promise<void>;
  keepWaiting(waiting: Waiting): Promise<void>;
  waiting(): Promise<Waiting[]>;
  endWaiting(leadId: string): Promise<void>;
  bury(letter: DeadLetter): Promise<void>;
  dead(): Promise<DeadLetter[]>;
  exhume(leadId: string): Promise<void>;
  /** Leads that are in the channel but not on the bill. */
  keepUnmetered(leadId: string): Promise<void>;
  unmetered(): Promise<string[]>;
  endUnmetered(leadId: string): Promise<void>;
}

export function createLeadMemory(state: WorkerState): LeadMemory {
  const claimOf = async (leadId: string): Promise<Claim | undefined> =>
    (await state.get(`lead/${leadId}`)) as Claim | undefined;
  const values = async <T>(prefix: string): Promise<T[]> =>
    (await state.list({ prefix })).map(({ value }) => value as T);
  return {
    claimOf,
    async claim(leadId) {
      const mine = await state.putIfAbsent(`lead/${leadId}`, 'posting', { ttlSeconds: POSTING_SECONDS });
      // Released in between: the CRM is told to come again, as for any call that goes on.
      return mine ? 'taken' : ((await claimOf(leadId)) ?? 'posting');
    },
    release: (leadId) => state.delete(`lead/${leadId}`),
    async markAnnounced(leadId) {
      await state.put(`lead/${leadId}`, 'announced', { ttlSeconds: ANNOUNCED_SECONDS });
      await state.delete(`waiting/${leadId}`);
      await state.delete(`dead/${leadId}`);
    },
    async keepWaiting(waiting) {
      await state.put(`waiting/${waiting.leadId}`, waiting, { ttlSeconds: ANNOUNCED_SECONDS });
      await state.put(`lead/${waiting.leadId}`, 'waiting', { ttlSeconds: ANNOUNCED_SECONDS });
    },
    waiting: () => values('waiting/'),
    endWaiting: (leadId) => state.delete(`waiting/${leadId}`),
    async bury(letter) {
      await state.put(`dead/${letter.leadId}`, letter, { ttlSeconds: DEAD_SECONDS });
      await state.delete(`waiting/${letter.leadId}`);
      await state.delete(`lead/${letter.leadId}`);
    },
    dead: () => values('dead/'),
    exhume: (leadId) => state.delete(`dead/${leadId}`),
    keepUnmetered: (leadId) => state.put(`unmetered/${leadId}`, leadId, { ttlSeconds: DEAD_SECONDS }),
    unmetered: () => values('unmetered/'),
    endUnmetered: (leadId) => state.delete(`unmetered/${leadId}`),
  };
}
