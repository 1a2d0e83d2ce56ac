/** What is sent by a run of the bench; all of it follows from these. */
export interface LoadPlan {
  /** Events that are sent, copies included. */
  readonly events: number;
  /** Events in a request. */
  readonly batch: number;
  readonly installations: readonly string[];
  /** Milliseconds since 1970; times lie in the day before. */
  readonly now: number;
  /** What ids begin with, so that a run can follow another one. */
  readonly prefix: string;
}

export interface PlannedEvent {
  readonly id: string;
  readonly metric: string;
  readonly value: string;
  readonly time: string;
  readonly tags: { readonly region: string };
}

const DAY_MS = 24 * 3_600_000;
const metrics = ['calls', 'traffic', 'hours'];
const regions = ['emea', 'apac', 'americas', 'oceania'];

export function batchesOf({ events, batch }: LoadPlan): number {
  return Math.ceil(events / batch);
}

/** Whose events a batch holds: a token speaks for one installation. */
export function installationOf({ installations }: LoadPlan, batch: number): string {
  return installations[batch % installations.length] ?? '';
}

export function assembleBatch(plan: LoadPlan, batch: number): PlannedEvent[] {
  const first = batch * plan.batch;
  const size = Math.min(plan.batch, plan.events - first);
  return Array.from({ length: size }, (_, i) => eventAt(plan, originOf(plan, first + i)));
}

/** How many of a batch were sent before, in a batch of the same installation. */
export function copiesIn(plan: LoadPlan, batch: number): number {
  const first = batch * plan.batch;
  let copies = 0;
  for (let sent = first; sent < Math.min(plan.events, first + plan.batch); sent++)
    if (originOf(plan, sent) !== sent) copies++;
  return copies;
}

/** Every tenth, by lot, is what stood at its place in the last batch of its installation. */
function originOf(plan: LoadPlan, sent: number): number {
  const back = plan.batch * plan.installations.length;
  let origin = sent;
  while (origin >= back && mix(origin) % 10 === 0) origin -= back;
  return origin;
}

function eventAt({ now, prefix }: LoadPlan, number: number): PlannedEvent {
  const lot = mix(number + 1);
  return {
    id: `${prefix}-${number.toString(36)}`,
    metric: metrics[lot % metrics.length] ?? '',
    value: `${lot % 1_000}.${String(lot % 997).padStart(3, '0')}`,
    time: new Date(now - (lot % DAY_MS)).toISOString(),
    tags: { region: regions[(lot >>> 8) % regions.length] ?? '' },
  };
}

/** A whole number that looks as if drawn by lot. */
function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
