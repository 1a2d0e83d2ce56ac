import type { FastifyInstance } from 'fastify';
import { type CostQuery, parseCostQuery } from '../billing/cost-query.ts';
import type { CostRow } from '../billing/group-costs.ts';
import { readCosts } from '../billing/read-costs.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { CostPage, CostsQuery } from './billing-schemas.ts';
import { decodeCursor, encodeCursor, invalidCursor } from './list-cursor.ts';
import { ApiProblem } from './problems.ts';

export function addCostRoutes(api: FastifyInstance, { db, clock }: Pick<ApiPorts, 'db' | 'clock'>): void {
  api.get<{ Querystring: CostsQuery }>(
    '/api/v1/costs',
    {
      schema: {
        tags: ['billing'],
        operationId: 'readCosts',
        summary: 'Read what things cost',
        description:
          'Closed months by their statements, open ones as they would be if they ended now. Pages follow `nextCursor`.',
        querystring: CostsQuery,
        response: answers(200, CostPage, 400),
      },
    },
    async ({ query: { limit, cursor, ...request } }, reply) => {
      const parsed = parseCostQuery(request);
      if (!parsed.ok) {
        const { at, message } = parsed;
        throw new ApiProblem('invalid-request', message, [{ at, message }]);
      }
      const after = cursor === undefined ? undefined : placeOf(cursor);
      const { rows, problems, asOf } = await readCosts(db, parsed.query, clock.now());
      const rest = after === undefined ? rows : rows.filter(({ key }) => key > after);
      const last = rest.length > limit ? rest[limit - 1] : undefined;
      reply.header('cache-control', 'no-store');
      return {
        items: rest.slice(0, limit).map((row) => costBody(row, parsed.query)),
        ...{ asOf: asOf.toISOString(), problems },
        nextCursor: last && encodeCursor([last.key]),
      };
    },
  );
}

function costBody({ from, to, groups, isFinal, key: _, ...row }: CostRow, { groupBy }: CostQuery) {
  return {
    ...{ ...row, from: new Date(from).toISOString(), to: new Date(to).toISOString(), final: isFinal },
    group: Object.fromEntries(groupBy.map((name, i) => [name, groups[i] ?? null])),
  };
}

function placeOf(cursor: string): string {
  const [key, ...more] = decodeCursor(cursor);
  if (key === undefined || more.length > 0) throw invalidCursor();
  return key;
}
