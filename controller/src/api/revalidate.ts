import type { preHandlerAsyncHookHandler } from 'fastify';

/** Bodies of one registry revision may differ between versions of this API, so the tag names both. */
const API_VERSION = 1;

/** Tags an answer with the revision it shows and answers 304 to a client that has seen it. */
export function revalidate(revision: () => string): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const tag = `W/"${API_VERSION}-${revision()}"`;
    reply.header('etag', tag).header('cache-control', 'no-cache');
    const seen = request.headers['if-none-match']?.split(',').map((part) => part.trim()) ?? [];
    if (seen.includes(tag)) return reply.code(304).send();
  };
}
