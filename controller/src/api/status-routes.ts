import type { FastifyInstance } from 'fastify';
import type { RefreshGate } from '../events/refresh-gate.ts';
import { untilAnnounced } from '../events/until-announced.ts';
import { countConditions } from '../registry/count-conditions.ts';
import { readHeldRemovals } from '../registry/held-removals.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { NoQuery } from './request-schemas.ts';
import { statusBody } from './status-body.ts';
import { Refreshing, Status } from './status-schemas.ts';
import type { ViewerOf } from './viewer-of.ts';

const tags = ['operation'];

/** So many of the held removals are named. */
const FEW = 5;

type StatusPorts = Pick<
  ApiPorts,
  'registry' | 'db' | 'clock' | 'status' | 'leader' | 'source' | 'parkedWork' | 'subscribe'
> & { readonly viewerOf: ViewerOf };

export function addStatusRoutes(api: FastifyInstance, ports: StatusPorts, refreshes: RefreshGate): void {
  const { db, clock, subscribe } = ports;
  const conditions = untilAnnounced(subscribe, () => countConditions(db));
  api.addHook('onClose', async () => conditions.close());

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
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const registry = ports.registry.seenBy(ports.viewerOf(request));
      const [counts, held] = await Promise.all([conditions.get(), readHeldRemovals(db, FEW)]);
      return statusBody({ ...ports, registry }, counts, held);
    },
  );

  api.post(
    '/api/v1/refresh',
    {
      schema: {
        tags,
        operationId: 'refresh',
        summary: 'Look at the source now',
        description:
          'Returns at once; `/api/v1/status` of the leader tells by `lastHandledAt` when it was done, and how it went.',
        querystring: NoQuery,
        response: answers(202, Refreshing, 400, 403),
      },
    },
    async (_request, reply) => {
      const requestedAt = clock.now().toISOString();
      await refreshes.ask();
      return reply.code(202).send({ accepted: true, requestedAt });
    },
  );
}
