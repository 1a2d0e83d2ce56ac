import { withoutCredentials } from '@souk/git/git-error.ts';
import type { FastifyInstance } from 'fastify';
import { readSourceStandings, type SourceStanding } from '../registry/read-source-standings.ts';
import type { Registry } from '../registry/registry.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';
import { SourceList, SourceParams, SourceStatus } from './source-schemas.ts';
import type { ViewerOf } from './viewer-of.ts';

const tags = ['registry'];

/** How the other catalogs stand that this one reads. */
export function addSourceRoutes(
  api: FastifyInstance,
  { registry, db, viewerOf }: Pick<ApiPorts, 'registry' | 'db'> & { readonly viewerOf: ViewerOf },
): void {
  api.get(
    '/api/v1/sources',
    {
      schema: {
        tags,
        operationId: 'listSources',
        summary: 'List the other catalogs that are read',
        querystring: NoQuery,
        response: answers(200, SourceList, 400),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const seen = registry.seenBy(viewerOf(request));
      return { items: (await readSourceStandings(db)).map((standing) => sourceBody(standing, seen)) };
    },
  );

  api.get<{ Params: SourceParams }>(
    '/api/v1/sources/:id',
    {
      schema: {
        tags,
        operationId: 'getSource',
        summary: 'Read how another catalog stands',
        params: SourceParams,
        querystring: NoQuery,
        response: answers(200, SourceStatus, 400, 404),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const [standing] = await readSourceStandings(db, id);
      if (standing === undefined)
        throw new ApiProblem('entity-not-found', `The catalog has no Source "${id}".`);
      reply.header('cache-control', 'no-store');
      return sourceBody(standing, registry.seenBy(viewerOf(request)));
    },
  );
}

function sourceBody({ current, followed, url, ...standing }: SourceStanding, registry: Registry) {
  const shown = registry.showsSource(standing.id);
  return {
    ...standing,
    url: withoutCredentials(url),
    state: current ? (followed?.state ?? 'waiting') : 'stalled',
    commit: followed?.commit,
    // Numbers and the names of files tell of what is hidden.
    entities: shown ? (followed?.entities ?? 0) : undefined,
    error: shown ? followed?.error : undefined,
    changedAt: followed?.changedAt.toISOString(),
  };
}
