import type { Presence, Slice } from '@souk/model/billing/billing-inputs.ts';
import { sql } from 'kysely';
import type { InstallationPresenceTable } from '../store/billing-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { BillingWindow } from './billing-window.ts';

/** A time in which an installation was there, within a month. Milliseconds since 1970, half open. */
export interface Stay
  extends Pick<
    InstallationPresenceTable,
    'installation_id' | 'entry_id' | 'version' | 'phase' | 'team' | 'environment' | 'cost_center' | 'charge'
  > {
  readonly from: number;
  readonly to: number;
}

/**
 * When installations were there so far, those that are gone too, in order of time.
 *
 * @param installation the only one; all when absent
 */
export async function readStays(
  db: Queryable,
  window: Pick<BillingWindow, 'from' | 'to'>,
  now: Date,
  installation?: string,
): Promise<Stay[]> {
  const from = window.from;
  const to = Math.min(window.to, now.getTime());
  const { rows } = await sql<Omit<Stay, 'from' | 'to'> & { begun_at: Date; ended_at: Date | null }>`
    select installation_id, entry_id, version, phase, team, environment, cost_center, charge, begun_at, ended_at
    from installation_presence
    where begun_at < ${new Date(to).toISOString()}::timestamptz
      and (ended_at is null or ended_at > ${new Date(from).toISOString()}::timestamptz)
      ${installation === undefined ? sql`` : sql`and installation_id = ${installation}`}
    order by begun_at, id`.execute(db);
  return rows
    .map(({ begun_at, ended_at, ...row }) => ({
      ...row,
      from: Math.max(begun_at.getTime(), from),
      to: Math.min(ended_at?.getTime() ?? to, to),
    }))
    .filter((stay) => stay.from < stay.to);
}

export function presenceOf(stay: Stay): Presence {
  return {
    ...{ installation: stay.installation_id, version: stay.version, costCenter: stay.cost_center },
    ...{ from: new Date(stay.from).toISOString(), to: new Date(stay.to).toISOString() },
  };
}

/**
 * The running time of instances, an installation being one. It is cut where prices change, as a slice has those of its
 * beginning.
 *
 * @param cuts milliseconds since 1970, in order
 */
export function instanceSlices(stay: Stay, cuts: readonly number[]): Slice[] {
  if (stay.phase !== 'running') return [];
  const { from, to } = stay;
  const bounds = [from, ...cuts.filter((cut) => cut > from && cut < to), to];
  return bounds.slice(1).flatMap((end, i) => {
    const begin = bounds[i] ?? end;
    if (begin >= end) return [];
    const { installation, version, costCenter } = presenceOf(stay);
    return [
      {
        ...{ installation, version, costCenter: costCenter ?? null, quantity: secondsOf(end - begin) },
        ...{ from: new Date(begin).toISOString(), to: new Date(end).toISOString() },
      },
    ];
  });
}

/** Seconds as a decimal text. Exact: there is no float in it. */
export function secondsOf(milliseconds: number): string {
  const digits = String(milliseconds).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
