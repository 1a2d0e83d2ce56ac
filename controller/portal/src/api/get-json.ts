import { ApiProblem } from './api-problem.ts';
import { exposeBidiControls } from './expose-bidi-controls.ts';
import type { ProblemDocument } from './types.ts';

const base = '/api/v1';

/** Reads one resource of the API. Throws an `ApiProblem`, or the abort error when `signal` was aborted. */
export async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const response = await request(`${base}${path}`, signal);
  const text = await response.text();
  if (response.ok) return parseBody(text, response.status) as Body;
  throw new ApiProblem(parseProblem(text, response));
}

async function request(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { accept: 'application/json, application/problem+json' },
      signal: signal ?? null,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(
      {
        title: 'The registry cannot be reached',
        status: 0,
        code: 'unreachable',
        detail: 'The marketplace’s server did not answer. It may be restarting, or your connection is down.',
        instance: url,
      },
      { cause },
    );
  }
}

function parseBody(text: string, status: number): unknown {
  try {
    return JSON.parse(text, (_key, value) => (typeof value === 'string' ? exposeBidiControls(value) : value));
  } catch (cause) {
    throw new ApiProblem(
      {
        title: 'The answer could not be read',
        status,
        code: 'unreadable-answer',
        detail:
          'The server answered with something that is not JSON. A proxy between may have replaced the answer.',
      },
      { cause },
    );
  }
}

function parseProblem(text: string, response: Response): ProblemDocument {
  const fallback: ProblemDocument = {
    title: response.statusText || 'The request failed',
    status: response.status,
    code: `http-${response.status}`,
    instance: new URL(response.url).pathname,
  };
  try {
    const body: unknown = parseBody(text, response.status);
    return typeof body === 'object' && body !== null ? { ...fallback, ...body } : fallback;
  } catch {
    return fallback;
  }
}
