import { type RawBuilder, sql } from 'kysely';

/** What to look for: what transactions from this one on have changed; everything when undefined. */
export interface ChangeScan {
  readonly since: string | undefined;
  /** Rows of a page. */
  readonly limit: number;
}

/** Stands for a row in the order of a scan: the transaction that changed it, and its key. */
export type Place = readonly [changed: string, ...key: string[]];

export interface ChangedPage<Row> {
  readonly rows: readonly Row[];
  /** Of the last of them. */
  readonly last: Place | undefined;
}

/**
 * The end of a statement that reads `r` page by page. Everything is read by the key, which has an index; what has changed
 * in the order of changes. A row that changes meanwhile comes once more at the end, so the last page has the newest.
 *
 * @param key columns of the primary key, with their types
 */
export function changedWhere(
  { since, limit }: ChangeScan,
  after: Place | undefined,
  key: readonly string[],
  types: readonly string[],
): RawBuilder<unknown> {
  const isAll = since === undefined;
  const names = [...(isAll ? [] : ['changed']), ...key];
  const columns = sql.join(names.map((name) => sql`r.${sql.ref(name)}`));
  const order = sql`order by ${columns} limit ${limit}`;
  // The first is in the list as well; by itself it lets the index be used.
  const first = isAll ? sql`true` : sql`r.changed >= ${after?.[0] ?? since}::text::bigint`;
  if (after === undefined) return sql`where ${first} ${order}`;
  const casts = [...(isAll ? [] : ['bigint']), ...types];
  const values = (isAll ? after.slice(1) : after).map(
    (value, i) => sql`${value}::text::${sql.raw(casts[i] ?? 'text')}`,
  );
  return sql`where ${first} and (${columns}) > (${sql.join(values)}) ${order}`;
}

export function pageOf<Row extends object>({
  rows,
}: {
  readonly rows: readonly (Row & { readonly place: Place })[];
}): ChangedPage<Row> {
  return {
    // The place is for the scan alone.
    rows: rows.map(({ place: _, ...row }) => row as unknown as Row),
    last: rows.at(-1)?.place,
  };
}
