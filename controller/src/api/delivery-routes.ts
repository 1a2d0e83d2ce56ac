import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { readSeenSources } from '../registry/source-access.ts';
import type { Store } from '../store/store.ts';
import {
  type DeliveryPlace,
  readAttempts,
  readDeliveries,
  readDelivery,
} from '../webhooks/read-deliveries.ts';
import { readStanding } from '../webhooks/read-standing.ts';
import { replayDelivery } from '../webhooks/replay-delivery.ts';
import { answers } from './answers.ts';
import {
  attemptBody,
  decodeDeliveryCursor,
  deliveryBody,
  encodeDeliveryCursor,
  standingBody,
} from './delivery-body.ts';
import {
  DeliveriesQuery,
  DeliveryDetail,
  DeliveryPage,
  DeliveryParams,
  Replay,
  SubscriptionParams,
  SubscriptionStanding,
} from './delivery-schemas.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';
import type { ViewerOf } from './viewer-of.ts';

/** What the delivery log is read by, and replays are asked for by. */
export interface DeliveryRoutePorts {
  readonly db: Store['db'];
  readonly clock: Clock;
  /** Tells the leader, wherever it is, that there is something to do. */
  readonly announce: () => Promise<void>;
  readonly viewerOf: ViewerOf;
}

const tags = ['notifications'];
/** Of one client, in a minute. */
const MOST_REPLAYS = 60;

export function addDeliveryRoutes(api: FastifyInstance, ports: DeliveryRoutePorts): void {
  addSubscriptionRoutes(api, ports);
  addSingleDeliveryRoutes(api, ports);
}

function addSubscriptionRoutes(api: FastifyInstance, { db, viewerOf }: DeliveryRoutePorts): void {
  api.get<{ Params: SubscriptionParams; Querystring: DeliveriesQuery }>(
    '/api/v1/subscriptions/:id/deliveries',
    {
      schema: {
        tags,
        operationId: 'listDeliveries',
        summary: 'List what was sent to a subscription',
        description: 'Also of a subscription that has left the catalog. Pages follow `nextCursor`.',
        params: SubscriptionParams,
        querystring: DeliveriesQuery,
        response: answers(200, DeliveryPage, 400, 404),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { state, limit, cursor } = request.query;
      const sources = await readSeenSources(db, viewerOf(request));
      const binding = `${id}?${state ?? ''}`;
      const before = cursor === undefined ? undefined : placeOf(cursor, binding);
      const wanted = { subscriptionId: id, state, before, limit: limit + 1, sources };
      const records = await readDeliveries(db, wanted);
      if (records.length === 0 && (await readStanding(db, id)) === undefined) throw noSubscription(id);
      const items = records.slice(0, limit);
      const last = records.length > limit ? items.at(-1) : undefined;
      reply.header('cache-control', 'no-store');
      return {
        items: items.map(deliveryBody),
        nextCursor: last === undefined ? undefined : encodeDeliveryCursor(last, binding),
      };
    },
  );

  api.get<{ Params: SubscriptionParams }>(
    '/api/v1/subscriptions/:id/state',
    {
      schema: {
        tags,
        operationId: 'getSubscriptionState',
        summary: 'Whether a subscription is told of events, and if not, why',
        params: SubscriptionParams,
        querystring: NoQuery,
        response: answers(200, SubscriptionStanding, 400, 404),
      },
    },
    async ({ params: { id } }, reply) => {
      const standing = await readStanding(db, id);
      if (standing === undefined) throw noSubscription(id);
      reply.header('cache-control', 'no-store');
      return standingBody(standing);
    },
  );
}

function addSingleDeliveryRoutes(api: FastifyInstance, ports: DeliveryRoutePorts): void {
  const { db, clock, announce, viewerOf } = ports;
  api.get<{ Params: DeliveryParams }>(
    '/api/v1/deliveries/:deliveryId',
    {
      schema: {
        tags,
        operationId: 'getDelivery',
        summary: 'Read one delivery with its attempts',
        params: DeliveryParams,
        querystring: NoQuery,
        response: answers(200, DeliveryDetail, 400, 404),
      },
    },
    async (request, reply) => {
      const { deliveryId } = request.params;
      const viewer = viewerOf(request);
      const sources = await readSeenSources(db, viewer);
      const [record, attempts] = await Promise.all([
        readDelivery(db, deliveryId, sources),
        readAttempts(db, deliveryId),
      ]);
      if (record === undefined) throw noDelivery(deliveryId);
      reply.header('cache-control', 'no-store');
      return { ...deliveryBody(record), log: attempts.map((attempt) => attemptBody(attempt, viewer)) };
    },
  );

  api.post<{ Params: DeliveryParams }>(
    '/api/v1/deliveries/:deliveryId/replay',
    {
      schema: {
        tags,
        operationId: 'replayDelivery',
        summary: 'Have a delivery made again',
        description:
          'One that is settled is made again under an id of its own, once at a time; one that waits for its next attempt is attempted now. A disabled subscription goes on. Returns at once.',
        params: DeliveryParams,
        querystring: NoQuery,
        response: answers(202, Replay, 400, 403, 404, 409, 429),
      },
      config: { rateLimit: { max: MOST_REPLAYS, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { deliveryId } = request.params;
      const sources = await readSeenSources(db, viewerOf(request));
      if ((await readDelivery(db, deliveryId, sources)) === undefined) throw noDelivery(deliveryId);
      const result = await replayDelivery({ db }, deliveryId, {
        actor: { name: 'anonymous' },
        now: clock.now(),
      });
      switch (result.kind) {
        case 'no-delivery':
          throw noDelivery(deliveryId);
        case 'no-subscription':
          throw noSubscription(result.subscriptionId);
        case 'under-way':
          throw new ApiProblem('replay-under-way', `It waits as "${result.deliveryId}".`);
        case 'accepted':
          await announce();
          return reply.code(202).send({ accepted: true, deliveryId: result.deliveryId });
      }
    },
  );
}

function placeOf(cursor: string, binding: string): DeliveryPlace {
  const place = decodeDeliveryCursor(cursor, binding);
  if (place === undefined)
    throw new ApiProblem('invalid-cursor', 'The cursor is not from this list with this state.');
  return place;
}

function noSubscription(id: string): ApiProblem {
  return new ApiProblem('subscription-not-found', `No subscription "${id}" is followed.`);
}

function noDelivery(deliveryId: string): ApiProblem {
  return new ApiProblem('delivery-not-found', `There is no delivery "${deliveryId}".`);
}
