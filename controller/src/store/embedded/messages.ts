/** What the thread of the database is asked, by a number that its answer bears. */
export type DatabaseRequest =
  | { readonly id: number; readonly ask: 'query'; readonly sql: string; readonly parameters: unknown[] }
  | { readonly id: number; readonly ask: 'close' };

export type DatabaseAnswer =
  | { readonly id: number; readonly ok: true; readonly rows: unknown[]; readonly affectedRows?: number }
  | { readonly id: number; readonly ok: false; readonly error: DatabaseFault };

/** An error as it comes through to another thread, with the code that PostgreSQL gave it. */
export interface DatabaseFault {
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
}
