import type { Term } from '../../leadership/term.ts';
import type { Store } from '../../store/store.ts';
import { aTerm } from '../../testing/a-term.ts';

/** A term whose process dies before one of the statements of its transactions, counted from 1, or never. */
export function cutOffTerm(store: Store, at: number): Term & { readonly statements: () => number } {
  let statements = 0;
  return {
    ...aTerm(store),
    statements: () => statements,
    write: (work) =>
      store.db.transaction().execute((db) =>
        work(
          db.withPlugin({
            transformQuery: ({ node }) => {
              statements += 1;
              if (statements >= at) throw new Error('The process has been killed here.');
              return node;
            },
            transformResult: async ({ result }) => result,
          }),
        ),
      ),
  };
}
