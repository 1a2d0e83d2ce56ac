import { checkpointStatement } from '@souk/model/audit/checkpoint-statement.ts';
import type { Term } from '../leadership/term.ts';
import type { Queryable } from '../store/store.ts';
import type { AnchorStore } from './anchor-store.ts';
import { checkpointOf } from './audit-row.ts';
import { readAuditEpoch } from './read-audit-epoch.ts';

export interface AnchorPorts {
  readonly db: Queryable;
  readonly anchors: AnchorStore;
}

/**
 * Takes the checkpoints that are nowhere else yet to where anchors are kept, the oldest first. What was taken there
 * just before a crash is recognised.
 * @throws when that place can't be reached, or holds what this database knows nothing of
 */
export async function anchorCheckpoints(term: Term, { db, anchors }: AnchorPorts): Promise<void> {
  const rows = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('anchored_as', 'is', null)
    .orderBy('seq')
    .execute();
  if (rows.length === 0) return;
  const epoch = await readAuditEpoch(db);
  let last = await anchors.newest();
  for (const row of rows) {
    if (term.ended.aborted) return;
    const anchor = { epoch, checkpoint: checkpointOf(row) };
    const found = last?.anchor?.epoch === epoch ? last.anchor.checkpoint : undefined;
    if (found !== undefined && found.seq > anchor.checkpoint.seq)
      throw new Error(
        `The newest anchor is of row ${found.seq}, but row ${anchor.checkpoint.seq} was never anchored: this database is older than its anchors. See docs/audit.md.`,
      );
    const isThere =
      found !== undefined &&
      checkpointStatement(epoch, found) === checkpointStatement(epoch, anchor.checkpoint);
    const name = isThere && last !== undefined ? last.name : await anchors.add(anchor, last?.name);
    last = { name, anchor };
    await term.write((tx) =>
      tx.updateTable('audit_checkpoint').set({ anchored_as: name }).where('seq', '=', row.seq).execute(),
    );
  }
}
