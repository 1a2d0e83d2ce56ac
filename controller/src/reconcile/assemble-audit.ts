import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import type { NewEvent } from '../events/event.ts';
import type { AuditActor } from '../store/log-tables.ts';

/** Who a path was last changed by, as Git says. */
export type ActorOf = (path: string) => AuditActor;

/**
 * The audit entries of a sync: one for each thing that somebody did to an entity. What the first sync brings is one
 * entry as a whole; judgements are nobody's deed.
 */
export function assembleAudit(
  events: readonly NewEvent[],
  { actorOf, initial }: { readonly actorOf: ActorOf; readonly initial: InitialSync | undefined },
): NewAuditEntry[] {
  if (initial !== undefined) {
    const { commit, actor, entities, digest } = initial;
    return [{ actor, action: 'imported', subject: 'catalog', commit, detail: { entities, digest } }];
  }
  return events.flatMap(({ type, entity, commit, data }): NewAuditEntry[] => {
    const action = type.slice(type.indexOf('.') + 1);
    if (entity === undefined || action === 'judged') return [];
    const path = typeof data['path'] === 'string' ? data['path'] : '';
    return [{ actor: actorOf(path), action, subject: formatKey(entity), commit, detail: data }];
  });
}

/** The first sync of an empty registry. */
export interface InitialSync {
  readonly commit: string | undefined;
  readonly actor: AuditActor;
  readonly entities: number;
  /** SHA-256 over the identities and digests of all that was imported. */
  readonly digest: string;
}
