import type { FastifyInstance } from 'fastify';
import { renderEventsPage } from '../billing/render/render-events-page.ts';
import { renderRollupsPage } from '../billing/render/render-rollups-page.ts';
import type { UsagePlace, UsageRow } from '../metering/read-usage.ts';
import { readUsageEvents, type UsageEventPlace, type UsageEventRow } from '../metering/read-usage-events.ts';
import { isUsageTime, parseUsageQuery, type UsageQuery } from '../metering/usage-query.ts';
import { answerFormat } from './answer-format.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { decodeCursor, encodeCursor, invalidCursor } from './list-cursor.ts';
import { parseWindow } from './parse-window.ts';
import { ApiProblem } from './problems.ts';
import { pageAnswers, sendPage } from './send-page.ts';
import {
  UsageEventPage,
  UsageEventsQuery,
  UsagePage,
  UsageQuerySchema,
  usageFormats,
} from './usage-schemas.ts';

const tags = ['usage'];

/** What was used, and the events behind each number. */
export function addUsageRoutes(
  api: FastifyInstance,
  { db, usage, registry }: Pick<ApiPorts, 'db' | 'usage' | 'registry'>,
): void {
  const marketplace = () => registry.marketplace()?.name ?? 'Souk';

  api.get<{ Querystring: UsageQuerySchema }>(
    '/api/v1/usage',
    {
      schema: {
        tags,
        operationId: 'readUsage',
        summary: 'Read what was used',
        description: 'Pages follow `nextCursor`. `/api/v1/usage/events` gives the events behind a number.',
        querystring: UsageQuerySchema,
        response: pageAnswers(answers(200, UsagePage, 400)),
      },
    },
    async ({ query: { limit, cursor, format, ...request }, headers }, reply) => {
      const parsed = parseUsageQuery(request);
      if (!parsed.ok) throw invalid(parsed.at, parsed.message);
      const { query } = parsed;
      const after = cursor === undefined ? undefined : usagePlaceOf(cursor, query);
      const { rows, next, asOf } = await usage.readUsage(query, { after, limit });
      const nextCursor = next && encodeCursor(next);
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      if (answerFormat(format, headers.accept, usageFormats) === 'json')
        return { items: rows.map((row) => totalBody(row, query)), asOf: asOf.toISOString(), nextCursor };
      return sendPage(
        reply,
        renderRollupsPage(rows, {
          ...{ marketplace: marketplace(), query, eventsOf: (row) => eventsOf(row, query) },
          next: nextCursor && addressOf('/api/v1/usage', { ...request, limit, cursor: nextCursor }),
        }),
      );
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
        response: pageAnswers(answers(200, UsageEventPage, 400)),
      },
    },
    async ({ query, headers }, reply) => {
      const { cursor, limit, installation, metric, billedPeriod, format, ...request } = query;
      const { from, to } = parseWindow(request);
      const after = cursor === undefined ? undefined : eventPlaceOf(cursor);
      const found = await readUsageEvents(db, {
        ...{ installation, metric, from, to, billedPeriod, after, limit: limit + 1 },
      });
      const rows = found.slice(0, limit);
      const last = found.length > limit ? rows.at(-1) : undefined;
      const nextCursor = last && encodeCursor([String(last.at.getTime()), last.id]);
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      if (answerFormat(format, headers.accept, usageFormats) === 'json')
        return { items: rows.map(eventBody), nextCursor };
      return sendPage(
        reply,
        renderEventsPage(rows, {
          ...{ marketplace: marketplace(), installation, metric, window: { from, to }, billedPeriod },
          next:
            nextCursor &&
            addressOf('/api/v1/usage/events', {
              ...{ ...request, installation, metric, billedPeriod, limit, cursor: nextCursor },
            }),
        }),
      );
    },
  );
}

/** The events of a row, where they are of one installation. */
function eventsOf({ from, to, groups, metric }: UsageRow, query: UsageQuery): string | undefined {
  const named = query.groupBy.indexOf('installation');
  const installation = query.filters.installation ?? groups[named];
  if (installation === undefined) return undefined;
  const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return addressOf('/api/v1/usage/events', {
    ...{ installation, metric, ...window, billedPeriod: query.billedPeriod },
  });
}

function addressOf(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const named = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `${path}?${new URLSearchParams([...named, ['format', 'html']])}`;
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

function invalid(at: string, message: string): ApiProblem {
  return new ApiProblem('invalid-request', message, [{ at, message }]);
}

function usagePlaceOf(cursor: string, { groupBy }: UsageQuery): UsagePlace {
  const place = decodeCursor(cursor);
  const [from, ...names] = place;
  if (from === undefined || names.length !== groupBy.length + 2) throw invalidCursor();
  return [from, ...names];
}

function eventPlaceOf(cursor: string): UsageEventPlace {
  const [at, id, ...more] = decodeCursor(cursor);
  if (at === undefined || id === undefined || more.length > 0 || !isUsageTime(Number(at)))
    throw invalidCursor();
  return { at: Number(at), id };
}
