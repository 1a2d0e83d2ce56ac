import type { FastifyReply } from 'fastify';
import { pagePolicy } from '../billing/render/page-style.ts';

/** Answers with a page that lets nothing in but its own style. */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy).send(page);
}

/** @param response as JSON; the page is added to it, and other types of text */
export function pageAnswers(
  response: Record<string, unknown>,
  ...types: readonly string[]
): Record<string, unknown> {
  const good = response['200'] as { readonly content: object };
  const texts = [...types, 'text/html'].map((type) => [type, { schema: { type: 'string' } }]);
  return { ...response, 200: { ...good, content: { ...good.content, ...Object.fromEntries(texts) } } };
}
