import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import type { FastifyInstance } from 'fastify';
import { readVersion } from '../registry/read-version.ts';
import { type EntityVersion, readVersions } from '../registry/read-versions.ts';
import { absent } from './absent.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { ApiProblem } from './problems.ts';
import { EntityParams, NoQuery, VersionParams } from './request-schemas.ts';
import { revalidateBody } from './revalidate.ts';
import { VersionDetail, VersionList } from './version-schemas.ts';
import type { ViewerOf } from './viewer-of.ts';

const tags = ['registry'];

/** What was accepted stays on record, also of what has left the catalog. */
export function addVersionRoutes(
  api: FastifyInstance,
  ports: Pick<ApiPorts, 'registry' | 'db' | 'clock'> & { readonly viewerOf: ViewerOf },
): void {
  const { registry, viewerOf, db } = ports;

  api.get<{ Params: EntityParams }>(
    '/api/v1/entities/:kind/:id/versions',
    {
      schema: {
        tags,
        operationId: 'listVersions',
        summary: 'List the versions of an entity',
        description:
          'Every version ever accepted, the newest first; also of an entity that has left the catalog.',
        params: EntityParams,
        querystring: NoQuery,
        response: answers(200, VersionList, 400, 404, 410),
      },
    },
    async (request, reply) => {
      const key = keyOf(request.params);
      const versions = await readVersions(db, key);
      const known = registry.seenBy(viewerOf(request)).get(key) !== undefined;
      if (versions.length === 0 && !known) throw await absent(key, ports);
      return revalidateBody(request, reply, { items: versions.map(versionBody) });
    },
  );

  api.get<{ Params: VersionParams }>(
    '/api/v1/entities/:kind/:id/versions/:version',
    {
      schema: {
        tags,
        operationId: 'getVersion',
        summary: 'Read one version of an entity',
        description: 'The manifest as it was accepted, with what the checks said of it at that time.',
        params: VersionParams,
        querystring: NoQuery,
        response: answers(200, VersionDetail, 400, 404),
      },
    },
    async (request, reply) => {
      const { version } = request.params;
      const key = keyOf(request.params);
      const accepted = await readVersion(db, key, version);
      if (accepted === undefined)
        throw new ApiProblem(
          'version-not-found',
          `The registry has no version "${version}" of ${formatKey(key)}.`,
        );
      return revalidateBody(request, reply, versionBody(accepted));
    },
  );
}

function keyOf({ kind, id }: EntityKey): EntityKey {
  return { kind, id };
}

function versionBody<T extends EntityVersion>({ firstSeenAt, vettedAt, ...version }: T) {
  return { ...version, firstSeenAt: firstSeenAt.toISOString(), vettedAt: vettedAt?.toISOString() };
}
