import type { FastifyInstance } from 'fastify';
import { NoQuery } from './request-schemas.ts';

export interface MetricsPorts {
  /** All metrics in the text format of Prometheus. */
  readonly renderMetrics: () => Promise<string>;
}

export function addMetricsRoutes(api: FastifyInstance, { renderMetrics }: MetricsPorts): void {
  api.get(
    '/metrics',
    {
      logLevel: 'warn',
      schema: {
        tags: ['operation'],
        operationId: 'getMetrics',
        summary: 'Measurements for Prometheus',
        querystring: NoQuery,
        response: {
          200: {
            description: 'All metrics in the text format of Prometheus.',
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
          '5xx': {
            description: 'The controller could not do its work.',
            content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
          },
        },
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type('text/plain; version=0.0.4; charset=utf-8')
        .send(await renderMetrics()),
  );
}
