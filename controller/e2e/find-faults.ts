import { verifyChain } from '@souk/model/audit/verify-chain.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { readAuditExport } from '../src/audit/read-audit-export.ts';
import type { LoggedEvent } from '../src/events/event.ts';
import { readEvents } from '../src/events/read-events.ts';
import type { Queryable } from '../src/store/store.ts';
import type { ReceivedMessage } from '../src/testing/webhook-receiver.ts';

/** What is wrong with the logs of a registry, in words; nothing when each change was applied exactly once. */
export async function findFaults(db: Queryable): Promise<string[]> {
  const events = await readAllEvents(db);
  const present = await db.selectFrom('entity').select(['kind', 'id']).execute();
  return [
    ...findGaps(events, await readHead(db)),
    ...findDoubles(events, new Set(present.map(formatKey))),
    ...(await findBrokenLinks(db)),
  ];
}

export async function readAllEvents(db: Queryable): Promise<LoggedEvent[]> {
  return readEvents(db, { after: 0, limit: 10_000_000 });
}

async function readHead(db: Queryable): Promise<number> {
  const head = await db
    .selectFrom('log_head')
    .select('seq')
    .where('log', '=', 'event')
    .executeTakeFirstOrThrow();
  return Number(head.seq);
}

function findGaps(events: readonly LoggedEvent[], head: number): string[] {
  const faults = events.flatMap(({ seq }, i) =>
    seq === i + 1 ? [] : [`Event ${seq} stands where ${i + 1} belongs.`],
  );
  const revisions = events.flatMap(({ seq, revision }, i) =>
    revision < (events[i - 1]?.revision ?? 0) ? [`Event ${seq} goes back to revision ${revision}.`] : [],
  );
  return [
    ...faults,
    ...revisions,
    ...(head === events.length ? [] : [`The head is ${head}, with ${events.length} events.`]),
  ];
}

/** Follows the changes as a reader of the feed does, who must end up with what the registry holds. */
function findDoubles(events: readonly LoggedEvent[], present: ReadonlySet<string>): string[] {
  const copy = new Set<string>();
  const faults: string[] = [];
  for (const { seq, change, entity } of events) {
    if (change === undefined || entity === undefined) continue;
    const name = formatKey(entity);
    if (copy.has(name) === (change === 'added'))
      faults.push(`Event ${seq}: ${name} was ${change}, but was ${copy.has(name) ? '' : 'not '}there.`);
    if (change === 'removed') copy.delete(name);
    else copy.add(name);
  }
  const missed = [...present].filter((name) => !copy.has(name));
  const left = [...copy].filter((name) => !present.has(name));
  return [
    ...faults,
    ...missed.map((name) => `The feed never told of ${name}.`),
    ...left.map((name) => `The feed never told that ${name} has gone.`),
  ];
}

async function findBrokenLinks(db: Queryable): Promise<string[]> {
  const { broken } = await verifyChain(recordsOf(db));
  return broken === undefined ? [] : [`The audit log is broken: ${JSON.stringify(broken)}`];
}

async function* recordsOf(db: Queryable) {
  for await (const batch of readAuditExport(db)) yield* batch;
}

/** What is wrong with the messages that a receiver has of these events. */
export function findDeliveryFaults(
  events: readonly LoggedEvent[],
  messages: readonly ReceivedMessage[],
): string[] {
  const received = new Set(messages.map(({ seq }) => seq));
  const lost = events.filter(({ seq }) => !received.has(seq));
  const known = new Map(events.map((event) => [event.seq, event]));
  const invented = messages.filter(({ seq, type }) => `dev.souk.${known.get(seq)?.type}` !== type);
  const newest = new Map<string, number>();
  const outOfOrder: string[] = [];
  for (const { seq, subject } of messages) {
    const before = newest.get(subject) ?? 0;
    if (seq < before) outOfOrder.push(`Event ${seq} of ${subject} came after ${before}.`);
    newest.set(subject, Math.max(seq, before));
  }
  return [
    ...lost.map(({ seq, type }) => `Event ${seq} (${type}) never came.`),
    ...invented.map(({ seq, type }) => `Event ${seq} never happened as ${type}.`),
    ...outOfOrder,
  ];
}
