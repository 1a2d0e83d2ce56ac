import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, problemDocument } from './problems.ts';

const YEAR_SECONDS = 31_536_000;

const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>Souk</title><p>The portal is not built yet: run <code>npm run build:portal</code> and start again. The API is at <a href="/api/v1/status">/api/v1</a>.';

/** Serves the built portal; every address that the API does not own and a browser asks for is a page of it. */
export async function servePortal(api: FastifyInstance, portalDir: string): Promise<void> {
  const built = existsSync(join(portalDir, 'index.html'));
  if (built) {
    await api.register(fastifyStatic, {
      root: portalDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(portalDir, 'assets'));
        reply.header('cache-control', hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
      },
    });
  }
  api.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendNotFound(request, reply);
    if (built) return reply.sendFile('index.html');
    return reply.code(503).type('text/html; charset=utf-8').send(notBuilt);
  });
}

function isPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  const owned = /^\/(api|hooks|assets)(\/|$)/.test(path);
  const asksForPage = headers.accept?.includes('text/html') ?? false;
  return (method === 'GET' || method === 'HEAD') && asksForPage && !owned;
}

function sendNotFound({ method, url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = new ApiProblem('not-found', `There is nothing at ${method} ${url.split('?')[0]}.`);
  return reply
    .code(404)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem)));
}
