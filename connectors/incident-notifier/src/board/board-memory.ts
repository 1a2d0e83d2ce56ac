import type { WorkerState } from '../../../worker.ts';
import type { Incident } from '../incident/incident.ts';

const KEPT_SECONDS = 30 * 24 * 3600;
/** Longer than a call may take: one that was cut off must not keep a message from being shown. */
const SHOWING_SECONDS = 30;
const STORM_SECONDS = 60;
/** Updates are kept for 2 hours while Slack is away. */
const LATE_SECONDS = 2 * 3600;

/** A message that shows an incident, or a storm of them. */
export interface Shown {
  /** Slack's id of the channel. */
  readonly channel: string;
  readonly ts: string;
  /** What it says, to see whether it still holds. */
  readonly content: string;
  readonly status: Incident['status'];
}

/** What is known of incidents, and apart from it what the messages say. */
export interface BoardMemory {
  incident(key: string): Promise<Incident | undefined>;
  /** @param seconds how long a resolved one can begin again in the same message */
  keepIncident(incident: Incident, seconds: number): Promise<void>;
  incidents(): Promise<Incident[]>;
  /** The message of an incident or a storm. */
  shown(name: string): Promise<Shown | undefined>;
  keepShown(name: string, shown: Shown, seconds?: number): Promise<void>;
  forgetShown(name: string): Promise<void>;
  /** Takes a message for itself while it posts or updates it. */
  take(name: string): Promise<boolean>;
  letGo(name: string): Promise<void>;
  /** What is to be shown again. */
  markLate(name: string, notBefore: number): Promise<void>;
  late(): Promise<{ name: string; notBefore: number }[]>;
  endLate(name: string): Promise<void>;
  /** Counts a new incident of a channel within the last minute. Resolves with how many there are with it. */
  countNew(channel: string, key: string): Promise<number>;
  /** The storm that an incident is shown in. */
  stormOf(key: string): Promise<string | undefined>;
  /** Puts an incident into the storm of its channel, which begins with it when there is none. */
  joinStorm(channel: string, key: string): Promise<string>;
  leaveStorm(key: string): Promise<void>;
  stormMembers(storm: string): Promise<Incident[]>;
}

export function createBoardMemory(state: WorkerState): BoardMemory {
  const read = async <T>(key: string): Promise<T | undefined> => (await state.get(key)) as T | undefined;
  const list = async <T>(prefix: string): Promise<T[]> =>
    (await state.list({ prefix })).map(({ value }) => value as T);
  const incident = (key: string): Promise<Incident | undefined> => read(`incident/${key}`);
  return {
    incident,
    keepIncident: (kept, seconds) =>
      state.put(`incident/${kept.key}`, kept, { ttlSeconds: Math.min(seconds, KEPT_SECONDS) }),
    incidents: () => list('incident/'),
    shown: (name) => read(`shown/${name}`),
    keepShown: (name, shown, seconds = KEPT_SECONDS) =>
      state.put(`shown/${name}`, shown, { ttlSeconds: Math.min(seconds, KEPT_SECONDS) }),
    forgetShown: (name) => state.delete(`shown/${name}`),
    take: (name) => state.putIfAbsent(`showing/${name}`, true, { ttlSeconds: SHOWING_SECONDS }),
    letGo: (name) => state.delete(`showing/${name}`),
    async markLate(name, notBefore) {
      // The first one counts: what cannot be shown for 2 hours is given up, however often it changes.
      await state.putIfAbsent(`late/${name}`, { name, notBefore }, { ttlSeconds: LATE_SECONDS });
    },
    late: () => list('late/'),
    endLate: (name) => state.delete(`late/${name}`),
    async countNew(channel, key) {
      await state.put(`new/${channel}/${key}`, key, { ttlSeconds: STORM_SECONDS });
      return (await state.list({ prefix: `new/${channel}/` })).length;
    },
    stormOf: (key) => read(`storm-of/${key}`),
    async joinStorm(channel, key) {
      await state.putIfAbsent(`storm/${channel}`, `storm-${key}`, { ttlSeconds: STORM_SECONDS });
      const storm = (await read<string>(`storm/${channel}`)) ?? `storm-${key}`;
      await state.put(`storm-member/${storm}/${key}`, key, { ttlSeconds: KEPT_SECONDS });
      await state.put(`storm-of/${key}`, storm, { ttlSeconds: KEPT_SECONDS });
      return storm;
    },
    leaveStorm: (key) => state.delete(`storm-of/${key}`),
    async stormMembers(storm) {
      const keys = await list<string>(`storm-member/${storm}/`);
      const members = await Promise.all(keys.map(incident));
      return members.filter((member) => member !== undefined);
    },
  };
}
