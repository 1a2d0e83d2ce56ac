import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { openRefreshGate } from '../events/refresh-gate.ts';
import { observeRequests } from '../telemetry/observe-requests.ts';
import type { ApiPorts } from './api-ports.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { auditSchemas } from './audit-schemas.ts';
import { addBillingRoutes } from './billing-routes.ts';
import { billingSchemas } from './billing-schemas.ts';
import { sharedSchemas } from './body-schemas.ts';
import { addCostRoutes } from './cost-routes.ts';
import { addDeliveryRoutes } from './delivery-routes.ts';
import { deliverySchemas } from './delivery-schemas.ts';
import { addEntityRoutes } from './entity-routes.ts';
import { addFeedRoutes } from './feed-routes.ts';
import { guardRequests } from './guard-requests.ts';
import { addHealthRoutes } from './health-routes.ts';
import { healthSchemas } from './health-schemas.ts';
import { HeldRequests } from './held-requests.ts';
import { addHookRoutes } from './hook-routes.ts';
import { addInstallationRoutes } from './installation-routes.ts';
import { installationSchemas } from './installation-schemas.ts';
import { addMetricsRoutes } from './metrics-routes.ts';
import { addPaymentRoutes } from './payment-routes.ts';
import { paymentSchemas } from './payment-schemas.ts';
import { problemOf } from './problem-of.ts';
import { ApiProblem, problemDocument } from './problems.ts';
import { collectMethods, refuseOtherMethods } from './refuse-other-methods.ts';
import { servePortal } from './serve-portal.ts';
import { addSourceRoutes } from './source-routes.ts';
import { sourceSchemas } from './source-schemas.ts';
import { addStatementRoutes } from './statement-routes.ts';
import { statementSchemas } from './statement-schemas.ts';
import { addStatusRoutes } from './status-routes.ts';
import { addTokenRoutes } from './token-routes.ts';
import { tokenSchemas } from './token-schemas.ts';
import { addUsageEventRoutes } from './usage-event-routes.ts';
import { usageEventSchemas } from './usage-event-schemas.ts';
import { addUsageRoutes } from './usage-routes.ts';
import { usageSchemas } from './usage-schemas.ts';
import { addVersionRoutes } from './version-routes.ts';
import { strangerAt, type ViewerOf } from './viewer-of.ts';
import { addWaitRoutes } from './wait-routes.ts';

export interface ApiOptions {
  /** Host that the service listens on. */
  readonly host: string;
  /** Folder of the built portal. */
  readonly portalDir: string;
  readonly logger: FastifyBaseLogger;
}

const MAX_BODY_BYTES = 64 * 1_024;
const MOST_HELD_REQUESTS = 1_000;

/** Builds the HTTP service; it does not listen yet. */
export async function buildApi(
  ports: ApiPorts,
  { host, portalDir, logger }: ApiOptions,
): Promise<FastifyInstance> {
  const api: FastifyInstance = fastify({
    loggerInstance: logger,
    // One line for each sync says more than two for each request; those are counted and traced.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    frameworkErrors: sendProblem,
    forceCloseConnections: 'idle',
    // Unknown parameters are refused, not dropped; `verbose` names the known ones for the did-you-mean.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true, verbose: true } },
  });
  observeRequests(api, ports.telemetry);
  api.addHook('onRequest', guardRequests(host));
  api.setErrorHandler(sendProblem);
  await api.register(fastifyHelmet, securityHeaders);
  await api.register(fastifySwagger, openApi);
  await api.register(fastifyRateLimit, { global: false, errorResponseBuilder: tooManyRequests });
  for (const schema of [
    ...sharedSchemas,
    ...healthSchemas,
    ...auditSchemas,
    ...deliverySchemas,
    ...sourceSchemas,
    ...installationSchemas,
    ...tokenSchemas,
    ...usageEventSchemas,
    ...usageSchemas,
    ...billingSchemas,
    ...statementSchemas,
    ...paymentSchemas,
  ])
    api.addSchema(schema);
  const methods = collectMethods(api);
  const held = new HeldRequests(ports.clock, MOST_HELD_REQUESTS);
  ports.telemetry.observe({ heldRequests: () => held.size });
  api.addHook('preClose', () => held.release());
  const refreshes = openRefreshGate(ports.requestRefresh, ports.clock, (error) =>
    logger.error({ err: error }, 'the leader could not be asked to look at its source'),
  );
  api.addHook('onClose', async () => refreshes.close());
  // Nobody can sign in yet.
  const viewerOf: ViewerOf = () => strangerAt(host);
  const seen = { ...ports, viewerOf };
  addEntityRoutes(api, seen);
  addVersionRoutes(api, seen);
  addFeedRoutes(api, seen, held);
  addSourceRoutes(api, seen);
  addInstallationRoutes(api, ports);
  addWaitRoutes(api, ports, held);
  addStatusRoutes(api, seen, refreshes);
  addHealthRoutes(api, ports);
  addMetricsRoutes(api, ports);
  addAuditRoutes(api, ports);
  addDeliveryRoutes(api, seen);
  await addTokenRoutes(api, ports);
  addUsageRoutes(api, ports);
  addCostRoutes(api, ports);
  addStatementRoutes(api, ports);
  addBillingRoutes(api, ports);
  addPaymentRoutes(api, seen);
  await addUsageEventRoutes(api, ports);
  await addHookRoutes(api, ports, refreshes);
  api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger());
  refuseOtherMethods(api, methods);
  await servePortal(api, portalDir);
  return api;
}

function tooManyRequests(_request: FastifyRequest, { after }: { readonly after: string }): ApiProblem {
  return new ApiProblem('too-many-requests', `Try again in ${after}.`);
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.code === 'internal')
    request.log.error({ event: 'request.failed', err: error }, 'a request failed');
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
    components: {
      securitySchemes: {
        installation: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of an installation.',
        },
      },
    },
    tags: [
      { name: 'registry', description: 'What the marketplace holds.' },
      { name: 'installations', description: 'What runs where, and how it does.' },
      { name: 'identity', description: 'Who installations are.' },
      { name: 'usage', description: 'What installations use.' },
      { name: 'billing', description: 'What things cost, and what was charged.' },
      { name: 'operation', description: 'How the service is doing.' },
    ],
  },
  refResolver: {
    buildLocalReference: (schema, _base, _fragment, i) =>
      typeof schema.$id === 'string' ? schema.$id : `def-${i}`,
  },
};
