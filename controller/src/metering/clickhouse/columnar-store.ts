/** Parameters of a statement, which are bound by `{name:Type}` and never become part of it. */
export type StatementParameters = Readonly<Record<string, string | number | readonly string[]>>;

/** All that is asked of a database that answers by columns. Each method rejects when it is away. */
export interface ColumnarStore {
  query<Row>(statement: string, parameters: StatementParameters): Promise<Row[]>;
  /** Resolves once the rows are kept. Whoever is not sure inserts them again. */
  insert(table: string, rows: readonly object[]): Promise<void>;
  /** For what makes tables and throws away parts of them. */
  run(statement: string, parameters: StatementParameters): Promise<void>;
}
