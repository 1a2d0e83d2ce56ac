import type { FastifyInstance } from 'fastify';
import { readInstallations } from '../registry/read-installations.ts';
import type { Queryable } from '../store/store.ts';
import { answers } from './answers.ts';
import { installationBody } from './installation-body.ts';
import {
  InstallationPage,
  InstallationParams,
  InstallationStatus,
  InstallationsQuery,
} from './installation-schemas.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';

const tags = ['installations'];

/** What runs where, and how it does. */
export function addInstallationRoutes(api: FastifyInstance, { db }: { readonly db: Queryable }): void {
  api.get<{ Querystring: InstallationsQuery }>(
    '/api/v1/installations',
    {
      schema: {
        tags,
        operationId: 'listInstallations',
        summary: 'List the installations and how they do',
        description:
          'Also those whose file is gone and whose instance is not gone yet. Pages follow `nextCursor`.',
        querystring: InstallationsQuery,
        response: answers(200, InstallationPage, 400),
      },
    },
    async ({ query: { limit, cursor, ...filters } }, reply) => {
      const found = await readInstallations(db, { ...filters, after: cursor, limit: limit + 1 });
      const items = found.slice(0, limit);
      reply.header('cache-control', 'no-store');
      return {
        items: items.map(installationBody),
        nextCursor: found.length > limit ? items.at(-1)?.id : undefined,
      };
    },
  );

  api.get<{ Params: InstallationParams }>(
    '/api/v1/installations/:id',
    {
      schema: {
        tags,
        operationId: 'getInstallation',
        summary: 'Read how an installation does',
        params: InstallationParams,
        querystring: NoQuery,
        response: answers(200, InstallationStatus, 400, 404),
      },
    },
    async ({ params: { id } }, reply) => {
      const [standing] = await readInstallations(db, { id, limit: 1 });
      if (standing === undefined)
        throw new ApiProblem('entity-not-found', `The catalog has no Installation "${id}".`);
      reply.header('cache-control', 'no-store');
      return installationBody(standing);
    },
  );
}
