import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { FastifyInstance } from 'fastify';
import type { EntityFilter } from '../registry/entity-query.ts';
import { facetNames } from '../registry/facets.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { EntityDetail, EntityPage, FacetList, VersionList } from './body-schemas.ts';
import { detailBody, summaryBody } from './entity-body.ts';
import { facetsBody } from './facets-body.ts';
import { ApiProblem } from './problems.ts';
import { EntityParams, FilterQuery, NoQuery, PageQuery } from './request-schemas.ts';
import { revalidate } from './revalidate.ts';

const tags = ['registry'];

export function addEntityRoutes(api: FastifyInstance, { registry }: ApiPorts): void {
  const preHandler = revalidate(() => registry.revision);

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
    async ({ query }) => {
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
    async ({ query }) => {
      const filter = filterOf(query);
      return facetsBody(registry.facets(filter), filter.filters, registry);
    },
  );

  api.get<{ Params: EntityParams }>(
    '/api/v1/entities/:kind/:id',
    {
      preHandler,
      schema: {
        tags,
        operationId: 'getEntity',
        summary: 'Read one entity',
        params: EntityParams,
        querystring: NoQuery,
        response: answers(200, EntityDetail, 400, 404),
      },
    },
    async ({ params }) => {
      const record = registry.get(params);
      const stored = record === undefined ? undefined : await registry.read(params);
      if (record === undefined || stored === undefined) throw entityNotFound(params);
      return detailBody(record, stored, registry);
    },
  );

  api.get<{ Params: EntityParams }>(
    '/api/v1/entities/:kind/:id/versions',
    {
      preHandler,
      schema: {
        tags,
        operationId: 'listVersions',
        summary: 'List the versions of an entity',
        description:
          'Every version ever accepted, the newest first; also of an entity that has left the catalog.',
        params: EntityParams,
        querystring: NoQuery,
        response: answers(200, VersionList, 400, 404),
      },
    },
    async ({ params }) => {
      const versions = await registry.versions(params);
      if (versions.length === 0 && registry.get(params) === undefined) throw entityNotFound(params);
      return {
        items: versions.map((version) => ({ ...version, firstSeenAt: version.firstSeenAt.toISOString() })),
      };
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

function entityNotFound({ kind, id }: EntityKey): ApiProblem {
  return new ApiProblem('entity-not-found', `The catalog has no ${kind} "${id}".`);
}
