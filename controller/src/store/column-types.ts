import type { ColumnType } from 'kysely';

/** Bulk writes go through `writeRows`, so JSON columns are read-only here. */
export type Json<T> = ColumnType<T, never, never>;
/** PostgreSQL gives 64-bit numbers as text, the embedded database as numbers: read them with `Number`. */
export type Int8 = ColumnType<string | number, number | string, number | string>;
