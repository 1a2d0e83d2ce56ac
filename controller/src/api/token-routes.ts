import type { FastifyInstance } from 'fastify';
import type { GrantedToken, Identity } from '../identity/open-identity.ts';
import { ACCESS_TOKEN_TYPE, GRANT_TYPE } from '../identity/parse-exchange.ts';
import { answers, problemAnswers, success } from './answers.ts';
import { ApiProblem } from './problems.ts';
import { NoQuery } from './request-schemas.ts';
import { ref } from './schema-parts.ts';
import { TokenGrant, TokenKeys, TokenRefusal, TokenServer } from './token-schemas.ts';

export interface TokenRoutePorts {
  /** Undefined where no tokens are given out. */
  readonly identity: Identity | undefined;
}

const tags = ['identity'];
/** Of one client, in a minute: a workload asks some times an hour. */
const MOST_EXCHANGES = 120;
/** Whoever verifies tokens asks again for a key that it does not know. */
const KEYS_FOR = 'public, max-age=300';

/** Where installations get their tokens, and others find out whether to believe them. */
export async function addTokenRoutes(api: FastifyInstance, { identity }: TokenRoutePorts): Promise<void> {
  addKeyRoutes(api, identity);
  await api.register(async (tokens) => {
    tokens.removeAllContentTypeParsers();
    tokens.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => new URLSearchParams(body),
    );
    tokens.post<{ Body: URLSearchParams | undefined }>(
      '/api/v1/token',
      {
        schema: {
          tags,
          operationId: 'exchangeToken',
          summary: 'Exchange the token of a workload for one of its installation',
          description:
            'As RFC 8693 describes it: a form with `grant_type`, `subject_token` and `subject_token_type`; `resource` (or `audience`) and `scope` are optional. The subject token is one of an issuer that the operator trusts.',
          querystring: NoQuery,
          response: {
            ...success(200, TokenGrant),
            ...problemAnswers(403, 404, 413, 429),
            400: refusal('The request or its token is not taken.'),
            503: refusal('The keys of the issuer can not be got.'),
          },
        },
        config: { rateLimit: { max: MOST_EXCHANGES, timeWindow: '1 minute' } },
      },
      async ({ body }, reply) => {
        const result = await required(identity).exchange(body ?? new URLSearchParams());
        reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
        if (result.ok) return grantBody(result);
        const { error, description } = result;
        reply.code(error === 'temporarily_unavailable' ? 503 : 400);
        return { error, error_description: description };
      },
    );
  });
}

function addKeyRoutes(api: FastifyInstance, identity: Identity | undefined): void {
  api.get(
    '/.well-known/jwks.json',
    {
      schema: {
        tags,
        operationId: 'getTokenKeys',
        summary: 'Read the keys that tokens are signed with',
        querystring: NoQuery,
        response: answers(200, TokenKeys, 400, 404),
      },
    },
    async (_request, reply) => {
      const keys = await required(identity).keys();
      reply.header('cache-control', KEYS_FOR);
      return { keys };
    },
  );

  api.get(
    '/.well-known/oauth-authorization-server',
    {
      schema: {
        tags,
        operationId: 'getTokenServer',
        summary: 'Read where tokens and their keys are',
        querystring: NoQuery,
        response: answers(200, TokenServer, 400, 404),
      },
    },
    async (_request, reply) => {
      const { issuer } = required(identity);
      reply.header('cache-control', KEYS_FOR);
      return {
        issuer,
        token_endpoint: `${issuer}/api/v1/token`,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        grant_types_supported: [GRANT_TYPE],
        token_endpoint_auth_methods_supported: ['none'],
        response_types_supported: [],
      };
    },
  );
}

function refusal(description: string) {
  return { description, content: { 'application/json': { schema: ref(TokenRefusal) } } };
}

function grantBody({ token, expiresInS, scopes }: GrantedToken) {
  return {
    access_token: token,
    issued_token_type: ACCESS_TOKEN_TYPE,
    token_type: 'Bearer',
    expires_in: expiresInS,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  };
}

function required(identity: Identity | undefined): Identity {
  if (identity !== undefined) return identity;
  throw new ApiProblem('not-found', 'No tokens are given out here: SOUK_PUBLIC_URL is not set.');
}
