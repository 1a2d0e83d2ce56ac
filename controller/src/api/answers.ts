import type { TSchema } from 'typebox';

type Shared = TSchema & { $id?: string };

const failures = {
  400: 'The request is wrong.',
  401: 'The signature, or the token, is missing or wrong.',
  403: 'The caller may not do this.',
  404: 'There is no such thing.',
  409: 'It is being done already.',
  410: 'It is gone.',
  413: 'The body is too large.',
  415: 'The body is of a type that is not read.',
  429: 'There were too many requests.',
  503: 'Not ready yet.',
} as const;

/** The answers of a route: the good one and the problems it can end in. */
export function answers(
  status: 200 | 202,
  schema: Shared,
  ...statuses: readonly (keyof typeof failures)[]
): Record<string, unknown> {
  return { ...success(status, schema), ...problemAnswers(...statuses) };
}

/** A good answer of a status of its own. */
export function success(status: 200 | 202, schema: Shared): Record<string, unknown> {
  return {
    [status]: {
      description: (schema as { description?: string }).description ?? 'Done.',
      content: { 'application/json': { schema: { $ref: `${schema.$id}#` } } },
    },
  };
}

/** The problems that a route can end in. */
export function problemAnswers(...statuses: readonly (keyof typeof failures)[]): Record<string, unknown> {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  });
  return {
    ...Object.fromEntries(statuses.map((status) => [status, problem(failures[status])])),
    '5xx': problem('The controller could not do its work.'),
  };
}
