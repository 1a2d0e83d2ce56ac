import { digestEvent } from '@souk/model/metering/event-digest.ts';
import { type Metered, meterEvent } from '@souk/model/metering/meter-event.ts';
import type { ParsedEvent } from '@souk/model/metering/parse-event.ts';
import type { UsageEvent } from '@souk/model/metering/usage-event.ts';
import { monthOf } from '@souk/model/metering/utc-month.ts';
import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Admission } from './admission.ts';
import { DimensionIds } from './dimension-ids.ts';
import { type EventResult, rejectedResult, writtenResult } from './event-result.ts';
import { GroupWriter } from './group-writer.ts';
import { KnownInstallations } from './known-installations.ts';
import type { MeteredInstallation } from './metered-installation.ts';
import type { PreparedEvent } from './prepared-event.ts';
import { UsagePartitions } from './usage-partitions.ts';

/** An event, with when it came where that was before it is taken: then its time is that one where it names none. */
export type TakenEvent = ParsedEvent & {
  /** Milliseconds since 1970. */
  readonly cameAt?: number;
};

/** Counts what installations use. Any replica does. */
export interface Metering {
  readonly admission: Admission;
  /**
   * Counts what an installation used; resolves once that is committed, with what has become of each in their order.
   * Whoever asks is sure for whom, and has seen to it that there is room. Rejects with the error of the database.
   */
  take(installation: string, items: readonly TakenEvent[]): Promise<EventResult[]>;
  close(): Promise<void>;
}

export interface MeteringPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  /** Calls back whenever what installations are may have changed. */
  readonly subscribe: Subscribe;
  readonly onWrite?: (rows: number) => void;
  readonly telemetry?: Pick<Telemetry, 'usageCounted'>;
}

/** An event whose form is sound, with its place among those that came. */
interface Candidate {
  readonly place: number;
  readonly event: UsageEvent;
  readonly metered: Metered & { readonly ok: true };
}

export function openMetering({
  store,
  clock,
  random,
  subscribe,
  onWrite = () => {},
  telemetry = { usageCounted: () => {} },
}: MeteringPorts): Metering {
  const known = new KnownInstallations(store.db, clock);
  const dimensions = new DimensionIds(store.db);
  const partitions = new UsagePartitions(store.db);
  const writer = new GroupWriter({ db: store.db, partitions, clock, random, onWrite });
  const unsubscribe = subscribe(() => known.forget());

  const count = async (installation: string, items: readonly TakenEvent[]): Promise<EventResult[]> => {
    const receivedAt = clock.now();
    const facts = await factsFor(installation, items, known);
    const results: EventResult[] = new Array(items.length);
    const candidates: Candidate[] = [];
    for (const [place, item] of items.entries()) {
      const metered = item.ok
        ? meterEvent(timed(item.event, item.cameAt), facts?.metrics ?? new Map(), receivedAt.getTime())
        : item;
      const id = item.ok ? item.event.id : item.id;
      if (!metered.ok) results[place] = rejectedResult(id, metered.refusal);
      else if (item.ok) candidates.push({ place, event: item.event, metered });
    }
    if (facts === undefined || candidates.length === 0) return results;
    const numbers = await dimensions.resolve(
      facts,
      candidates.map(({ event }) => event.tags),
    );
    const prepared = candidates.map((candidate, i) =>
      prepare(candidate, facts, numbers[i]?.id ?? '', receivedAt),
    );
    for (const [i, written] of (await writer.write(prepared)).entries()) {
      const { place, event } = candidates[i] as Candidate;
      results[place] = writtenResult(event.id, written, numbers[i]?.isTagged ?? true);
    }
    return results;
  };

  const take = async (installation: string, items: readonly TakenEvent[]): Promise<EventResult[]> => {
    const results = await count(installation, items);
    for (const [status, same] of Map.groupBy(results, (result) => result.status))
      telemetry.usageCounted(status, same.length);
    return results;
  };

  return {
    admission: new Admission(),
    take,
    close: async () => {
      unsubscribe();
      await writer.close();
    },
  };
}

/** What tells an event from others is what was sent, so this is for no digest. */
function timed(event: UsageEvent, cameAt: number | undefined): UsageEvent {
  return event.at === undefined && cameAt !== undefined ? { ...event, at: cameAt } : event;
}

/** A metric that nobody knows may be of a version that has just begun. */
async function factsFor(
  installation: string,
  items: readonly ParsedEvent[],
  known: KnownInstallations,
): Promise<MeteredInstallation | undefined> {
  const facts = await known.get(installation);
  const isKnown = (item: ParsedEvent) => !item.ok || facts?.metrics.has(item.event.metric) === true;
  return items.every(isKnown) ? facts : known.getAgain(installation);
}

function prepare(
  { event, metered: { metered } }: Candidate,
  { id }: MeteredInstallation,
  dimension: string,
  receivedAt: Date,
): PreparedEvent {
  return {
    ...{ key: `${id}/${event.id}`, digest: digestEvent(event), installation: id, event, metered, dimension },
    ...{ month: monthOf(metered.at), receivedAt },
  };
}
