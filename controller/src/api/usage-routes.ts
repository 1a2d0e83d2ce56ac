import type { FastifyInstance } from 'fastify';
import { readUsage, type UsagePlace, type UsageRow } from '../metering/read-usage.ts';
import { readUsageEvents, type UsageEventPlace, type UsageEventRow } from '../metering/read-usage-events.ts';
import { isUsageTime, parseTime, parseUsageQuery, type UsageQuery } from '../metering/usage-query.ts';
import type { Queryable } from '../store/store.ts';
import { answers } from './answers.ts';
import { ApiProblem } from './problems.ts';
import { UsageEventPage, UsageEventsQuery, UsagePage, UsageQuerySchema } from './usage-schemas.ts';

const tags = ['usage'];

/** What was used, and the events behind each number. */
export function addUsageRoutes(api: FastifyInstance, { db }: { readonly db: Queryable }): void {
  api.get<{ Querystring: UsageQuerySchema }>(
    '/api/v1/usage',
    {
      schema: {
        tags,
        operationId: 'readUsage',
        summary: 'Read what was used',
        description: 'Pages follow `nextCursor`. `/api/v1/usage/events` gives the events behind a number.',
        querystring: UsageQuerySchema,
        response: answers(200, UsagePage, 400),
      },
    },
    async ({ query: { limit, cursor, ...request } }, reply) => {
      const parsed = parseUsageQuery(request);
      if (!parsed.ok) throw invalid(parsed.at, parsed.message);
      const { query } = parsed;
      const after = cursor === undefined ? undefined : usagePlaceOf(cursor, query);
      const { rows, next } = await readUsage(db, query, { after, limit });
      reply.header('cache-control', 'no-store');
      return { items: rows.map((row) => totalBody(row, query)), nextCursor: next && encode(next) };
    },
  );

  api.get<{ Querystring: UsageEventsQuery }>(
    '/api/v1/usage/events',
    {
      schema: {
        tags,
        operationId: 'listUsageEvents',
        summary: 'Read the events behind a number',
        description: 'As long as events are kept. Pages follow `nextCursor`.',
        querystring: UsageEventsQuery,
        response: answers(200, UsageEventPage, 400),
      },
    },
    async ({ query: { cursor, limit, installation, metric, billedPeriod, ...window } }, reply) => {
      const [from, to] = [timeOf('from', window.from), timeOf('to', window.to)];
      if (to <= from) throw invalid('to', '"to" must be a time after "from".');
      const after = cursor === undefined ? undefined : eventPlaceOf(cursor);
      const found = await readUsageEvents(db, {
        ...{ installation, metric, from, to, billedPeriod, after, limit: limit + 1 },
      });
      const rows = found.slice(0, limit);
      const last = found.length > limit ? rows.at(-1) : undefined;
      reply.header('cache-control', 'no-store');
      return {
        items: rows.map(eventBody),
        nextCursor: last && encode([String(last.at.getTime()), last.id]),
      };
    },
  );
}

function totalBody({ groups, subjects, ...row }: UsageRow, { groupBy }: UsageQuery) {
  const { metric, unit, events, sum, max, last } = row;
  return {
    ...{ from: new Date(row.from).toISOString(), to: new Date(row.to).toISOString() },
    group: Object.fromEntries(groupBy.map((name, i) => [name, groups[i] ?? null])),
    ...{ metric, unit, events, sum, max, last, lastAt: row.lastAt.toISOString() },
    ...{ unique: subjects?.count, uniqueError: subjects?.error },
  };
}

function eventBody({ at, receivedAt, costCenter, sequence, subject, ...row }: UsageEventRow) {
  return {
    ...{ ...row, time: at.toISOString(), receivedAt: receivedAt.toISOString() },
    ...(costCenter === null ? {} : { costCenter }),
    ...(sequence === null ? {} : { sequence }),
    ...(subject === null ? {} : { subject }),
  };
}

function timeOf(at: string, text: string): number {
  const time = parseTime(text);
  if (time !== undefined) return time;
  const expected = 'a day or a time, such as 2026-11-01 or 2026-11-01T08:30:00Z';
  throw invalid(at, `"${at}" must be ${expected}; found "${text.slice(0, 100)}".`);
}

function invalid(at: string, message: string): ApiProblem {
  return new ApiProblem('invalid-request', message, [{ at, message }]);
}

function encode(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function usagePlaceOf(cursor: string, { groupBy }: UsageQuery): UsagePlace {
  const place = decode(cursor);
  const [from, ...names] = place;
  if (from === undefined || names.length !== groupBy.length + 2) throw invalidCursor();
  return [from, ...names];
}

function eventPlaceOf(cursor: string): UsageEventPlace {
  const [at, id, ...more] = decode(cursor);
  if (at === undefined || id === undefined || more.length > 0 || !isUsageTime(Number(at)))
    throw invalidCursor();
  return { at: Number(at), id };
}

function decode(cursor: string): string[] {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
  const isPlace =
    Array.isArray(place) && place.every((part) => typeof part === 'string' && !part.includes('\0'));
  if (!isPlace) throw invalidCursor();
  return place as string[];
}

function invalidCursor(): ApiProblem {
  return new ApiProblem('invalid-cursor', 'The cursor is not from this list. Start again without a cursor.');
}
