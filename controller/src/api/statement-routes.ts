import type { Statement } from '@souk/model/billing/statement.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { IssuedStatement } from '../billing/issued-statement.ts';
import {
  readIssuedStatements,
  readStatement,
  readStatements,
  type StatementQuery,
} from '../billing/read-statements.ts';
import { renderFocusCsv } from '../billing/render/render-focus-csv.ts';
import { renderStatementCsv } from '../billing/render/render-statement-csv.ts';
import { renderStatementList } from '../billing/render/render-statement-list.ts';
import { renderStatementPage } from '../billing/render/render-statement-page.ts';
import { traceLinks } from '../billing/render/trace-links.ts';
import { answerFormat } from './answer-format.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { decodeCursor, encodeCursor, invalidCursor } from './list-cursor.ts';
import { ApiProblem } from './problems.ts';
import { pageAnswers, sendPage } from './send-page.ts';
import {
  StatementBody,
  StatementPage,
  StatementParams,
  StatementQuerySchema,
  StatementsQuery,
  statementFormats,
} from './statement-schemas.ts';

const tags = ['billing'];
/** So many are written into one file. */
const MOST_TOGETHER = 5_000;

/** What was charged, for good. */
export function addStatementRoutes(
  api: FastifyInstance,
  { db, registry }: Pick<ApiPorts, 'db' | 'registry'>,
): void {
  const issuer = () => registry.marketplace()?.name ?? 'Souk';

  api.get<{ Querystring: StatementsQuery }>(
    '/api/v1/statements',
    {
      schema: {
        tags,
        operationId: 'listStatements',
        summary: 'List statements',
        description: 'The newest first; as CSV whole statements, line by line. Pages follow `nextCursor`.',
        querystring: StatementsQuery,
        response: pageAnswers(answers(200, StatementPage, 400), 'text/csv'),
      },
    },
    async ({ query, headers }, reply) => {
      const { cursor, limit, format: asked, ...filters } = query;
      const format = answerFormat(asked, headers.accept, statementFormats);
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      if (format === 'csv' || format === 'focus') {
        const statements = await readIssuedStatements(db, { ...filters, limit: MOST_TOGETHER + 1 });
        if (statements.length > MOST_TOGETHER) throw tooMany();
        return sendCsv(reply, format, statements, issuer());
      }
      const before = cursor === undefined ? undefined : placeOf(cursor);
      const found = await readStatements(db, { ...filters, before, limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      const nextCursor = last && encodeCursor([String(last.number)]);
      if (format === 'json')
        return { items: items.map((one) => ({ ...one, issuedAt: one.issuedAt.toISOString() })), nextCursor };
      const next = nextCursor && addressOf({ ...filters, limit, cursor: nextCursor, format: 'html' });
      return sendPage(
        reply,
        renderStatementList(items, { marketplace: issuer(), about: aboutOf(filters), next }),
      );
    },
  );

  api.get<{ Params: StatementParams; Querystring: StatementQuerySchema }>(
    '/api/v1/statements/:id',
    {
      schema: {
        tags,
        operationId: 'getStatement',
        summary: 'Read a statement',
        description:
          'It never changes, apart from `reversedBy`. Each line says what it is made of, and where that is.',
        params: StatementParams,
        querystring: StatementQuerySchema,
        response: pageAnswers(answers(200, StatementBody, 400, 404), 'text/csv'),
      },
    },
    async ({ params: { id }, query, headers }, reply) => {
      const format = answerFormat(query.format, headers.accept, statementFormats);
      const issued = await readStatement(db, id);
      if (issued === undefined) throw new ApiProblem('not-found', `There is no statement "${id}".`);
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      switch (format) {
        case 'json':
          return statementBody(issued);
        case 'csv':
        case 'focus':
          return sendCsv(reply, format, [issued], issuer());
        case 'html':
          return sendPage(reply, renderStatementPage(issued, issuer()));
      }
    },
  );
}

function sendCsv(
  reply: FastifyReply,
  format: 'csv' | 'focus',
  statements: readonly IssuedStatement[],
  issuer: string,
): FastifyReply {
  const text = format === 'csv' ? renderStatementCsv(statements) : renderFocusCsv(statements, issuer);
  const [only] = statements;
  const name = statements.length === 1 && only !== undefined ? only.statement.id : 'statements';
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${format === 'focus' ? 'focus-' : ''}${name}.csv"`)
    .send(text);
}

function statementBody({ statement, number, issuedAt, reversedBy }: IssuedStatement) {
  const lines = statement.lines.map((line) => ({ ...line, trace: line.trace.map(traceBody) }));
  return { ...statement, lines, number, issuedAt: issuedAt.toISOString(), reversedBy };
}

function traceBody(trace: Statement['lines'][number]['trace'][number]) {
  const links = traceLinks(trace);
  return { ...trace, href: links?.source, events: links?.events };
}

function placeOf(cursor: string): number {
  const [number, ...more] = decodeCursor(cursor);
  if (more.length > 0 || !/^\d{1,15}$/.test(number ?? '')) throw invalidCursor();
  return Number(number);
}

function aboutOf({
  period,
  costCenter,
  partner,
  standing,
}: Omit<StatementQuery, 'limit'>): string | undefined {
  const said = [period, costCenter, partner, standing === true ? 'that count' : undefined];
  const words = said.filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(', ');
}

function addressOf(query: Readonly<Record<string, string | number | boolean>>): string {
  return `/api/v1/statements?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;
}

function tooMany(): ApiProblem {
  const message = `Expected a query for at most ${MOST_TOGETHER} statements: name a period.`;
  return new ApiProblem('invalid-request', message, [{ at: 'period', message }]);
}
