import type { FastifyInstance } from 'fastify';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { Health, Refreshing, Status } from './body-schemas.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';

const tags = ['operation'];

export function addStatusRoutes(api: FastifyInstance, { registry, status, refresh }: ApiPorts): void {
  api.get(
    '/api/v1/status',
    {
      schema: {
        tags,
        operationId: 'getStatus',
        summary: 'What the registry holds and how fresh it is',
        querystring: NoQuery,
        response: answers(200, Status, 400),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      const { syncedAt, ready: _ready, ...rest } = status();
      const marketplace = registry.marketplace();
      return {
        ...rest,
        syncedAt: syncedAt?.toISOString(),
        marketplace: { name: marketplace?.name ?? 'Souk', description: marketplace?.summary },
        entities: registry.counts(),
      };
    },
  );

  api.post(
    '/api/v1/refresh',
    {
      schema: {
        tags,
        operationId: 'refresh',
        summary: 'Look at the source now',
        description: 'Returns at once; `/api/v1/status` tells how it went.',
        querystring: NoQuery,
        response: answers(202, Refreshing, 400, 403),
      },
    },
    async (_request, reply) => {
      refresh();
      return reply.code(202).send({ accepted: true });
    },
  );

  api.get(
    '/healthz',
    {
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'The process is alive',
        querystring: NoQuery,
        response: answers(200, Health, 400),
      },
    },
    async () => ({ status: 'ok' }),
  );

  api.get(
    '/readyz',
    {
      schema: {
        tags,
        operationId: 'getReadiness',
        summary: 'There is a catalog to serve',
        querystring: NoQuery,
        response: answers(200, Health, 400, 503),
      },
    },
    async () => {
      const { ready, error } = status();
      if (!ready) throw new ApiProblem('not-ready', error ?? 'The first sync is still running.');
      return { status: 'ok' };
    },
  );
}
