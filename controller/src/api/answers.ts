import type { TSchema } from 'typebox';

type Shared = TSchema & { $id?: string };

/** The answers of a route: the good one and the problems it can end in. */
export function answers(
  status: 200 | 202,
  schema: Shared,
  ...failures: readonly (400 | 403 | 404 | 503)[]
): Record<string, unknown> {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  });
  const names = {
    400: 'The request is wrong.',
    403: 'The caller may not do this.',
    404: 'There is no such thing.',
    503: 'Not ready yet.',
  };
  return {
    [status]: {
      description: (schema as { description?: string }).description ?? 'Done.',
      content: { 'application/json': { schema: { $ref: `${schema.$id}#` } } },
    },
    ...Object.fromEntries(failures.map((failure) => [failure, problem(names[failure])])),
    '5xx': problem('The controller could not do its work.'),
  };
}
