import type { FastifyInstance, HTTPMethods } from 'fastify';
import { ApiProblem } from './problems.ts';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Methods by path, of every route that is added after this. */
export function collectMethods(api: FastifyInstance): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  api.addHook('onRoute', ({ url, method }) => {
    const found = known.get(url) ?? new Set();
    known.set(url, found);
    for (const name of [method].flat()) found.add(name);
  });
  return known;
}

/** Answers 405 where a path is known and only the method is not, before any body is read. */
export function refuseOtherMethods(
  api: FastifyInstance,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  for (const [url, taken] of [...known]) {
    const allowed = [...taken].sort().join(', ');
    const refused = methods.filter((method) => !taken.has(method));
    const onRequest = async (
      { method }: { readonly method: string },
      reply: { header(n: string, v: string): unknown },
    ) => {
      reply.header('allow', allowed);
      throw new ApiProblem('method-not-allowed', `${method} is not possible here; ${allowed} are.`);
    };
    api.route({ method: refused, url, schema: { hide: true }, onRequest, handler: async () => {} });
  }
}
