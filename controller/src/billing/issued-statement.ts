import type { Statement } from '@souk/model/billing/statement.ts';

/** A statement with what was written down when it was issued. */
export interface IssuedStatement {
  readonly statement: Statement;
  /** Counts all statements from 1. */
  readonly number: number;
  readonly issuedAt: Date;
  /** Id of the one that takes it back. */
  readonly reversedBy: string | null;
}
