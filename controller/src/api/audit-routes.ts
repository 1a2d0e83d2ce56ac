import { Readable } from 'node:stream';
import { renderAuditLine } from '@souk/model/audit/audit-line.ts';
import type { FastifyInstance } from 'fastify';
import { readAuditExport } from '../audit/read-audit-export.ts';
import { readAuditPage } from '../audit/read-audit-page.ts';
import { readAuditState } from '../audit/read-audit-state.ts';
import type { Queryable } from '../store/store.ts';
import { answers } from './answers.ts';
import { AuditPage, AuditQuery } from './audit-schemas.ts';
import { ApiProblem } from './problems.ts';

const JSON_LINES = 'application/x-ndjson';

/** What the audit log is read by. */
export interface AuditRoutePorts {
  readonly db: Queryable;
  /** Why checkpoints can not be anchored at the moment. */
  readonly anchorError: () => string | undefined;
}

export function addAuditRoutes(api: FastifyInstance, { db, anchorError }: AuditRoutePorts): void {
  api.get<{ Querystring: AuditQuery }>(
    '/api/v1/audit',
    {
      schema: {
        tags: ['operation'],
        operationId: 'listAudit',
        summary: 'Read who did what',
        description: `Pages follow \`nextCursor\`. With \`Accept: ${JSON_LINES}\` it gives the whole log with its checkpoints as JSON lines, which \`souk audit verify\` reads.`,
        querystring: AuditQuery,
        response: { ...answers(200, AuditPage, 400), 200: auditAnswer },
      },
    },
    async ({ query, headers }, reply) => {
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      if (headers.accept?.includes(JSON_LINES) === true) {
        refuseFilters(query);
        return reply.type(JSON_LINES).send(Readable.from(renderExport(db), { objectMode: false }));
      }
      const { cursor, since, until, ...rest } = query;
      const [{ rows, more }, state] = await Promise.all([
        readAuditPage(db, {
          ...rest,
          since: since === undefined ? undefined : new Date(since),
          until: until === undefined ? undefined : new Date(until),
          before: cursor === undefined ? undefined : Number(cursor),
        }),
        readAuditState(db),
      ]);
      const { seq, sealed, sealedAt, anchored, anchoredAs } = state;
      return {
        items: rows,
        nextCursor: more ? String(rows.at(-1)?.seq) : undefined,
        log: { rows: seq, sealed, sealedAt, anchored, anchoredAs, anchorError: anchorError() },
      };
    },
  );
}

async function* renderExport(db: Queryable): AsyncGenerator<string> {
  for await (const records of readAuditExport(db)) yield records.map(renderAuditLine).join('');
}

/** A part of a chain proves nothing. */
function refuseFilters({ limit: _limit, ...filters }: AuditQuery): void {
  const [name] = Object.keys(filters);
  if (name === undefined) return;
  throw new ApiProblem('invalid-request', 'An export is always whole: leave the filters out.', [
    { at: name, message: `"${name}" does not go with ${JSON_LINES}.` },
  ]);
}

const auditAnswer = {
  description: 'Part of the audit log, or all of it.',
  content: {
    'application/json': { schema: { $ref: 'AuditPage#' } },
    [JSON_LINES]: {
      schema: {
        type: 'string',
        description: 'A line that describes the log, then its rows in order, each checkpoint behind its row.',
      },
    },
  },
};
