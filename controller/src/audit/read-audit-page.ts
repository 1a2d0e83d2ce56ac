import type { AuditRow } from '@souk/model/audit/audit-record.ts';
import type { Queryable } from '../store/store.ts';
import { auditRowOf } from './audit-row.ts';

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly action?: string | undefined;
  /** From then on, and before then. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface AuditPageQuery extends AuditFilter {
  /** Rows with a smaller number than this. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Part of the log, the newest rows first. */
export async function readAuditPage(
  db: Queryable,
  { subject, action, since, until, before, limit }: AuditPageQuery,
): Promise<{ readonly rows: readonly AuditRow[]; readonly more: boolean }> {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (action !== undefined) query = query.where('action', '=', action);
  if (since !== undefined) query = query.where('at', '>=', since.toISOString());
  if (until !== undefined) query = query.where('at', '<', until.toISOString());
  if (before !== undefined) query = query.where('seq', '<', before);
  const rows = await query.execute();
  return { rows: rows.slice(0, limit).map(auditRowOf), more: rows.length > limit };
}
