import type { AuditAnchor } from '@souk/model/audit/audit-record.ts';

/** A place outside of the database that checkpoints are kept in, one behind the other. */
export interface AnchorStore {
  /** The last one; undefined where there is none yet. Its anchor is undefined when it is not one of ours. */
  newest(): Promise<{ readonly name: string; readonly anchor: AuditAnchor | undefined } | undefined>;
  /**
   * @param behind name of the last one
   * @returns the name of the new one
   */
  add(anchor: AuditAnchor, behind: string | undefined): Promise<string>;
}
