import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../registry/viewer.ts';
import { isLoopback } from './guard-requests.ts';

/** Tells who sends a request. */
export type ViewerOf = (request: FastifyRequest) => Viewer;

/**
 * Who anybody is that has not signed in. On a loopback address there is only whoever uses this machine, who could read
 * the database as well; anywhere else it is nobody in particular, who sees what everybody may see.
 */
export function strangerAt(host: string): Viewer {
  return isLoopback(host) ? 'everything' : { teams: [] };
}
