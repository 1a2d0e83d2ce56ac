import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VerifiedToken } from '../identity/verify-token.ts';
import { ApiProblem } from './problems.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * The installation whose token came with a request.
 * @throws {ApiProblem} with the code that says what is wrong with the token
 */
export async function bearerInstallation(
  request: FastifyRequest,
  reply: FastifyReply,
  verify: (token: string) => Promise<VerifiedToken>,
): Promise<string> {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    reply.header('www-authenticate', 'Bearer');
    throw new ApiProblem(
      'token-missing',
      'Expected the header `Authorization: Bearer <token>`. Get a token at /api/v1/token.',
    );
  }
  const result = await verify(token);
  if (result.ok) return result.principal.installation;
  reply.header('www-authenticate', 'Bearer error="invalid_token"');
  if (result.reason === 'expired')
    throw new ApiProblem(
      'token-expired',
      'The token has ended: get another one at /api/v1/token. That is refused when the installation has ended, too.',
    );
  throw new ApiProblem(
    'token-refused',
    `The token is not taken: ${result.reason}. It has to be one of an installation that runs, from /api/v1/token, for Souk itself.`,
  );
}
