import type { Check } from './check.ts';

/** Every problem of every judged file: YAML, schema, and values that a schema cannot express. */
export const checkSchema: Check = {
  name: 'schema',
  run: ({ subjects }) =>
    subjects.flatMap((record) =>
      record.problems.map((problem) => ({ ...problem, path: record.path, entity: record.key })),
    ),
};
