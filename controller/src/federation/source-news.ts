import type { CommitAuthorship } from '@souk/git/walk-branch.ts';
import type { Source } from '@souk/model/manifest/manifest.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import type { NewEvent } from '../events/event.ts';
import { assembleEvents } from '../reconcile/assemble-events.ts';
import type { SyncPlan } from '../reconcile/plan-sync.ts';

/** Characters of a name that others gave themselves. */
const LONGEST_NAME = 100;

/**
 * What a plan means to the world. Every event names the source, and the teams that may see it as of now: whoever
 * passes events on can tell without looking anything up.
 *
 * @param initial true when nothing was known of the source: then nothing is news
 */
export function sourceEvents(
  plan: SyncPlan,
  { id, visibleTo }: Pick<Source, 'id' | 'visibleTo'>,
  { commit, initial }: { readonly commit: string | undefined; readonly initial: boolean },
): NewEvent[] {
  const mark = visibleTo === undefined ? { source: id } : { source: id, visibleTo };
  return assembleEvents(plan, { commitOf: () => commit, initial }).map((event) => ({
    ...event,
    data: { ...event.data, ...mark },
  }));
}

/**
 * The entry of the audit log for a sync that changed something: in numbers, as not everybody who reads it may know
 * the names. Whoever made the commit is named as somebody of the other catalog, where anybody can call themselves
 * what they like.
 */
export function sourceAudit(
  { inserts, updates, deletes }: SyncPlan,
  { id, url }: Source,
  authorship: CommitAuthorship,
): NewAuditEntry {
  const { name, email } = authorship.author;
  return {
    actor: { name: `${plain(name)} (of source ${id})` },
    action: 'federated',
    subject: `Source/${id}`,
    commit: authorship.commit,
    detail: {
      foreign: true,
      url,
      email: plain(email),
      added: inserts.length,
      modified: updates.length,
      removed: deletes.length,
    },
  };
}

function plain(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
}
