import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';

/** Bodies of one registry revision may differ between versions of this API, so the tag names both. */
const API_VERSION = 1;

/** Tags an answer with the revision it shows and answers 304 to a client that has seen it. */
export function revalidate(revision: (request: FastifyRequest) => string): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    if (isSeen(request, reply, `W/"${API_VERSION}-${revision(request)}"`)) return reply.code(304).send();
  };
}

/** The same for what changes without a new revision, as what vetting finds: the tag is that of the body. */
export function revalidateBody<T>(request: FastifyRequest, reply: FastifyReply, body: T): T | FastifyReply {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22);
  return isSeen(request, reply, `W/"${API_VERSION}-${digest}"`) ? reply.code(304).send() : body;
}

function isSeen({ headers }: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header('etag', tag).header('cache-control', 'no-cache');
  const seen = headers['if-none-match']?.split(',').map((part) => part.trim()) ?? [];
  return seen.includes(tag);
}
