import type { FastifyInstance } from 'fastify';
import { readPayments } from '../billing/payment/read-payments.ts';
import { resolvePayment } from '../billing/payment/resolve-payment.ts';
import { tellBillingNews } from '../billing/tell-billing-news.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import {
  PaymentList,
  PaymentParams,
  PaymentsQuery,
  ResolutionBody,
  ResolvedPayment,
} from './payment-schemas.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';
import type { ViewerOf } from './viewer-of.ts';

const tags = ['billing'];

/** What a payment provider is told, for whoever runs the service: on a loopback address, until people can sign in. */
export function addPaymentRoutes(
  api: FastifyInstance,
  {
    db,
    clock,
    announce,
    viewerOf,
  }: Pick<ApiPorts, 'db' | 'clock' | 'announce'> & { readonly viewerOf: ViewerOf },
): void {
  api.get<{ Querystring: PaymentsQuery }>(
    '/api/v1/payments',
    {
      schema: {
        tags,
        operationId: 'listPayments',
        summary: 'Read how payments stand',
        description: 'One for each statement whose cost center pays by a provider.',
        querystring: PaymentsQuery,
        response: answers(200, PaymentList, 400, 403),
      },
    },
    async (request, reply) => {
      if (viewerOf(request) !== 'everything') throw notForStrangers();
      reply.header('cache-control', 'no-store');
      const items = await readPayments(db, request.query);
      return {
        items: items.map(({ dueAt, sentAt, ...payment }) => ({
          ...{ ...payment, dueAt: dueAt?.toISOString() ?? null, sentAt: sentAt?.toISOString() ?? null },
        })),
      };
    },
  );

  api.post<{ Params: PaymentParams; Body: ResolutionBody }>(
    '/api/v1/payments/:identifier/resolution',
    {
      schema: {
        tags,
        operationId: 'resolvePayment',
        summary: 'Decide what only a person can',
        description: 'Of a payment that was refused, or of which nobody knows whether the provider has it.',
        params: PaymentParams,
        querystring: NoQuery,
        body: ResolutionBody,
        response: answers(200, ResolvedPayment, 400, 403, 404),
      },
    },
    async (request) => {
      if (viewerOf(request) !== 'everything') throw notForStrangers();
      const { identifier } = request.params;
      const { resolution } = request.body;
      const isThere = await db.transaction().execute(async (transaction) => {
        if (!(await resolvePayment(transaction, identifier, resolution))) return false;
        const news = { action: `resolved`, subject: `payment/${identifier}`, detail: { resolution } };
        await tellBillingNews(transaction, { events: [], audit: [news] }, clock.now());
        return true;
      });
      if (!isThere)
        throw new ApiProblem('not-found', `No payment "${identifier}" waits for somebody to decide.`);
      await announce();
      return { identifier, resolution };
    },
  );
}

function notForStrangers(): ApiProblem {
  return new ApiProblem('forbidden', 'Payments are for who runs this service, on its own machine.');
}
