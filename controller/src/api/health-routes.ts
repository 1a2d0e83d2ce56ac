import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../health/assess-readiness.ts';
import { answers } from './answers.ts';
import { Alive, Ready } from './health-schemas.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';

const tags = ['operation'];

export interface HealthPorts {
  readonly readiness: () => Promise<Readiness>;
}

export function addHealthRoutes(api: FastifyInstance, { readiness }: HealthPorts): void {
  api.get(
    '/healthz',
    {
      logLevel: 'warn',
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'The process is alive',
        querystring: NoQuery,
        response: answers(200, Alive, 400),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' };
    },
  );

  api.get(
    '/readyz',
    {
      logLevel: 'warn',
      schema: {
        tags,
        operationId: 'getReadiness',
        summary: 'Requests may be sent here',
        description: 'A refusal names in `errors` what is missing.',
        querystring: NoQuery,
        response: answers(200, Ready, 400, 503),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      const { ready, checks } = await readiness();
      if (ready) return { status: 'ok', checks };
      const missing = checks.filter(({ status }) => status === 'fail');
      throw new ApiProblem(
        'not-ready',
        missing.map(({ detail }) => detail).join(' '),
        missing.map(({ name, detail }) => ({ at: name, message: detail })),
      );
    },
  );
}
