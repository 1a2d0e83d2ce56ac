import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EntityFilter } from '../registry/entity-query.ts';
import { facetNames } from '../registry/facets.ts';
import { absent } from './absent.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { detailBody, summaryBody } from './entity-body.ts';
import { EntityDetail, EntityPage, FacetList } from './entity-schemas.ts';
import { facetsBody } from './facets-body.ts';
import { ApiProblem } from './problems.ts';
import { EntityParams, FilterQuery, NoQuery, PageQuery } from './request-schemas.ts';
import { revalidate, revalidateBody } from './revalidate.ts';
import type { ViewerOf } from './viewer-of.ts';

const tags = ['registry'];

type EntityPorts = Pick<ApiPorts, 'registry' | 'db' | 'clock'> & { readonly viewerOf: ViewerOf };

export function addEntityRoutes(api: FastifyInstance, ports: EntityPorts): void {
  const registryFor = (request: FastifyRequest) => ports.registry.seenBy(ports.viewerOf(request));
  const preHandler = revalidate((request) => registryFor(request).revisionSeen);

  api.get<{ Querystring: PageQuery }>(
    '/api/v1/entities',
    {
      preHandler,
      schema: {
        tags,
        operationId: 'listEntities',
        summary: 'List and search entities',
        description:
          'Filters of one name mean "or", those of different names "and". Pages follow `nextCursor`.',
        querystring: PageQuery,
        response: answers(200, EntityPage, 400),
      },
    },
    async (request) => {
      const { query } = request;
      const registry = registryFor(request);
      const filter = filterOf(query);
      const fallback = filter.q === undefined ? 'name' : 'relevance';
      const page = registry.page({
        ...filter,
        sort: query.sort ?? fallback,
        limit: query.limit,
        cursor: query.cursor,
      });
      if (!page.ok) throw invalidCursor();
      const items = page.items.map((record) => summaryBody(record, registry));
      return { items, total: page.total, nextCursor: page.nextCursor, revision: registry.revision };
    },
  );

  api.get<{ Querystring: FilterQuery }>(
    '/api/v1/facets',
    {
      preHandler,
      schema: {
        tags,
        operationId: 'listFacets',
        summary: 'Count the values to filter by',
        description: 'Takes the filters of the list. The counts of a facet ignore its own filter.',
        querystring: FilterQuery,
        response: answers(200, FacetList, 400),
      },
    },
    async (request) => {
      const registry = registryFor(request);
      const filter = filterOf(request.query);
      return facetsBody(registry.facets(filter), filter.filters, registry);
    },
  );

  api.get<{ Params: EntityParams }>(
    '/api/v1/entities/:kind/:id',
    {
      schema: {
        tags,
        operationId: 'getEntity',
        summary: 'Read one entity',
        description:
          'What has left the catalog answers 410 for as long as it can come back, and 404 after that.',
        params: EntityParams,
        querystring: NoQuery,
        response: answers(200, EntityDetail, 400, 404, 410),
      },
    },
    async (request, reply) => {
      const key = request.params;
      const registry = registryFor(request);
      const stored = await registry.read(key);
      const record = registry.get(key);
      if (record === undefined || stored === undefined) throw await absent(key, ports);
      return revalidateBody(request, reply, detailBody(record, stored, registry));
    },
  );
}

function filterOf(query: FilterQuery): EntityFilter {
  const q = query.q?.trim();
  const given = facetNames.flatMap((name) =>
    query[name] === undefined ? [] : [[name, query[name]] as const],
  );
  return { filters: Object.fromEntries(given), q: q === '' ? undefined : q };
}

function invalidCursor(): ApiProblem {
  return new ApiProblem(
    'invalid-cursor',
    'A cursor goes with the sort and the filters of the page that gave it. Start again without a cursor.',
  );
}
