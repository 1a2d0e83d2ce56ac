import type { GitHubApi } from '../document/github-api.ts';
import { Refusal } from '../operations/operation.ts';
import type { Caller, World } from '../state/world.ts';
import { type Answer, errorAnswer, faultAnswer } from './answer.ts';
import { answerGraphql } from './answer-graphql.ts';
import { answerRequest } from './answer-request.ts';
import { authenticate } from './authorise.ts';
import type { FaultPlan } from './faults.ts';
import type { Incoming } from './listen.ts';
import type { LoggedRequest } from './request-log.ts';
import { tagAnswer } from './tag-answer.ts';

export interface ServeOptions {
  readonly api: GitHubApi;
  readonly world: World;
  readonly faults: FaultPlan;
  /** Is told of every request that was answered. */
  readonly log: (request: LoggedRequest) => void;
  readonly violation: (text: string) => void;
  /** Runs before an operation is answered. */
  readonly before: (operation: string) => Promise<void>;
  /** Requests left of the hour; counted down by every answer but 304. */
  readonly limits: { remaining: number };
}

const REQUESTS_AN_HOUR = 5000;

/** Answers requests as GitHub would, from what the world holds. */
export function serveWorld(options: ServeOptions): (incoming: Incoming) => Promise<Answer | undefined> {
  const { api, world, faults, log, violation, limits } = options;
  return async (incoming) => {
    const { method, headers } = incoming;
    const pathname = incoming.url.pathname
      .replace(/^\/api\/(v3(?=\/)|(?=graphql$))/, '')
      .replace(/^(?!\/)/, '/');
    const body = parseBody(incoming.text);
    const isGraphql = pathname === '/graphql';
    const found = isGraphql ? undefined : api.route(method, pathname);
    const operation = isGraphql ? graphqlName(body) : found?.operation.operationId;
    const fault = faults.take(operation);
    let caller: Caller | undefined;
    const decide = async (): Promise<Answer | undefined> => {
      if (fault !== undefined) return faultAnswer(fault);
      if (headers['user-agent'] === undefined)
        return errorAnswer(403, 'Request forbidden by administrative rules.');
      if (limits.remaining <= 0) return faultAnswer({ kind: 'rate-limit', resetInSeconds: 3600 });
      caller = authenticate(world, headers.authorization?.toString());
      if (operation !== undefined) await options.before(operation);
      if (isGraphqlBody(body) && isGraphql) return answerGraphql(world, caller, body);
      if (found === undefined) {
        violation(`GitHub has no ${method} ${pathname}`);
        return errorAnswer(404, 'Not Found');
      }
      return answerRequest(
        { world, validator: api.validator, violation },
        { url: incoming.url, route: found, body, caller },
      );
    };
    const decided = await decide().catch((error: unknown) => {
      if (error instanceof Refusal) return errorAnswer(error.status, error.message, error.fields);
      throw error;
    });
    const answer = decided === undefined ? undefined : tagAnswer(decided, incoming);
    if (answer !== undefined && answer.status !== 304) limits.remaining -= 1;
    log({
      operation: operation ?? `${method} ${pathname}`,
      method,
      path: `${pathname}${incoming.url.search}`,
      body,
      by: caller?.user.login,
      status: answer?.status ?? 0,
      writes: isGraphql ? operation === 'enqueuePullRequest' : method !== 'GET',
    });
    if (answer === undefined) return undefined;
    return { ...answer, headers: { ...limitHeaders(limits.remaining), ...answer.headers } };
  };
}

function limitHeaders(remaining: number): NonNullable<Answer['headers']> {
  return {
    'x-ratelimit-limit': String(REQUESTS_AN_HOUR),
    'x-ratelimit-remaining': String(Math.max(0, remaining)),
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  };
}

function parseBody(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface GraphqlBody {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

function isGraphqlBody(body: unknown): body is GraphqlBody {
  return typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string';
}

function graphqlName(body: unknown): string {
  return isGraphqlBody(body) && body.query.includes('enqueuePullRequest') ? 'enqueuePullRequest' : 'graphql';
}
