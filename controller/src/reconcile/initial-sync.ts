import { createHash } from 'node:crypto';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { InitialSync } from './assemble-audit.ts';
import { SOUK } from './attribute-changes.ts';
import type { SyncPlan } from './plan-sync.ts';

/** The first sync of an empty registry, in one line of the audit log. */
export function describeInitial({ inserts }: SyncPlan, commit: string | undefined): InitialSync {
  const lines = inserts.map(({ key, content }) => `${formatKey(key)} ${content?.digest ?? ''}`).sort();
  const digest = `sha256:${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
  return { commit, actor: SOUK, entities: inserts.length, digest };
}
