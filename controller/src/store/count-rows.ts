import type { KyselyPlugin } from 'kysely';

/** Counts the rows that statements insert, change or delete. */
export function countRows(): { readonly plugin: KyselyPlugin; readonly rows: () => number } {
  let rows = 0;
  return {
    plugin: {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        rows += Number(result.numAffectedRows ?? 0);
        return result;
      },
    },
    rows: () => rows,
  };
}
