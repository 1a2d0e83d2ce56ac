import type { ColumnarStore } from '../columnar-store.ts';

/** What a process is like that was killed: nothing it asks for is done any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A store of a process that is killed while it writes: the write has come through, or has not. */
export function dyingStore(store: ColumnarStore, lives: number, comesThrough: boolean): ColumnarStore {
  let left = lives;
  const write = async (work: () => Promise<void>) => {
    if (left < 0) throw new Killed();
    if (left-- === 0) {
      if (comesThrough) await work();
      throw new Killed();
    }
    await work();
  };
  return {
    query: (statement, parameters) => {
      if (left < 0) throw new Killed();
      return store.query(statement, parameters);
    },
    insert: (table, rows) => write(() => store.insert(table, rows)),
    run: (statement, parameters) => write(() => store.run(statement, parameters)),
  };
}
