import type { ColumnarStore } from '../columnar-store.ts';
import { copyTables } from '../copy-tables.ts';

/** Everything that the copy has, apart from which round brought it, in an order of its own. */
export async function readCopy(store: ColumnarStore, generation: string): Promise<string[]> {
  const { state: _, ...copied } = copyTables;
  const all: string[] = [];
  for (const table of Object.values(copied)) {
    const rows = await store.query<object>(
      `select * except (generation, round) from ${table} final where generation = {generation:UUID}`,
      { generation },
    );
    all.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return all.toSorted();
}
