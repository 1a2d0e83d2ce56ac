import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastifySwagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { ApiPorts } from './api-ports.ts';
import { sharedSchemas } from './body-schemas.ts';
import { addEntityRoutes } from './entity-routes.ts';
import { guardRequests } from './guard-requests.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';
import { servePortal } from './serve-portal.ts';
import { addStatusRoutes } from './status-routes.ts';

export interface ApiOptions {
  /** Host that the service listens on. */
  readonly host: string;
  /** Folder of the built portal. */
  readonly portalDir: string;
  readonly logger: FastifyBaseLogger;
}

const MAX_BODY_BYTES = 64 * 1_024;

/** Builds the HTTP service; it does not listen yet. */
export async function buildApi(
  ports: ApiPorts,
  { host, portalDir, logger }: ApiOptions,
): Promise<FastifyInstance> {
  const api: FastifyInstance = fastify({
    loggerInstance: logger,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    frameworkErrors: sendProblem,
    forceCloseConnections: true,
    // Unknown parameters are refused, not dropped; `verbose` names the known ones for the did-you-mean.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true, verbose: true } },
  });
  api.addHook('onRequest', guardRequests(host));
  api.setErrorHandler(sendProblem);
  await api.register(fastifyHelmet, securityHeaders);
  await api.register(fastifySwagger, openApi);
  for (const schema of sharedSchemas) api.addSchema(schema);
  addEntityRoutes(api, ports);
  addStatusRoutes(api, ports);
  api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger());
  await servePortal(api, portalDir);
  return api;
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed');
  const document = problemDocument(problem);
  return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
}

const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  // Whoever ends TLS in front of this service decides about HTTPS.
  strictTransportSecurity: false,
};

const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Souk',
      version: '1',
      description:
        'The marketplace as its catalog says it is. Read-only: what should change is a pull request.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [
      { name: 'registry', description: 'What the marketplace holds.' },
      { name: 'operation', description: 'How the service is doing.' },
    ],
  },
  refResolver: {
    buildLocalReference: (schema, _base, _fragment, i) =>
      typeof schema.$id === 'string' ? schema.$id : `def-${i}`,
  },
};
