import type { ColumnarStore } from '../columnar-store.ts';

/** A store of a process that is stopped before one of its writes, until it is told to go on. */
export function stoppingStore(store: ColumnarStore, writes: number) {
  const reached = Promise.withResolvers<undefined>();
  const going = Promise.withResolvers<void>();
  let left = writes;
  const pass = async () => {
    if (left-- !== 0) return;
    reached.resolve(undefined);
    await going.promise;
  };
  const stopping: ColumnarStore = {
    query: store.query,
    insert: async (table, rows) => {
      await pass();
      await store.insert(table, rows);
    },
    run: async (statement, parameters) => {
      await pass();
      await store.run(statement, parameters);
    },
  };
  return { stopping, reached: reached.promise, goOn: () => going.resolve() };
}
