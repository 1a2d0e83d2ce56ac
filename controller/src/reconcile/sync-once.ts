import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { UnreadableFile } from '../store/tables.ts';
import { type ApplyResult, applySync } from './apply-sync.ts';
import { assembleDesired, type DesiredUnreadable } from './assemble-desired.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import type { CatalogSource } from './catalog-source.ts';
import { planSync } from './plan-sync.ts';
import { readObserved } from './read-observed.ts';
import { readSyncCursor } from './sync-cursor.ts';

export interface SyncPorts {
  readonly source: CatalogSource;
  readonly judge: CatalogJudge;
  readonly store: Store;
  readonly clock: Clock;
}

export type SyncOutcome =
  | { readonly type: 'unchanged' }
  | {
      readonly type: 'synced';
      readonly fingerprint: string;
      readonly commit: string | undefined;
      readonly unreadable: readonly UnreadableFile[];
      readonly applied: ApplyResult;
    }
  | { readonly type: 'refused'; readonly reason: string };

export interface SyncRequest {
  /** Do nothing when the source still has this fingerprint. */
  readonly unlessFingerprint: string | undefined;
  /** Called once it is clear that there is work. */
  readonly onWork: () => void;
  readonly signal: AbortSignal;
}

/** One pass from the source to the store. Rejects when a part of it can't do its work; nothing is written then. */
export async function syncOnce(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome> {
  const { source, judge, store, clock } = ports;
  const fingerprint = await source.fingerprint();
  if (fingerprint === request.unlessFingerprint) return { type: 'unchanged' };
  request.onWork();
  const snapshot = await source.read(fingerprint);
  const now = clock.now();
  const readBundleFile = (name: string): Promise<Uint8Array | undefined> =>
    source.readFile(fingerprint, `policies/bundle/${name}`);
  const desired = assembleDesired(snapshot, await judge.judge(snapshot, readBundleFile, now));
  const [cursor, observed] = await Promise.all([readSyncCursor(store.db), readObserved(store.db)]);
  const planned = planSync(desired, observed);
  if (!planned.ok) return { type: 'refused', reason: planned.reason };
  request.signal.throwIfAborted();
  const unreadable = desired.unreadable.map(summarise);
  const { commit } = snapshot;
  const moment = { commit, now };
  const { plan } = planned;
  const applied = await applySync(store, {
    plan,
    cursor,
    fingerprint,
    unreadable,
    moment,
    signal: request.signal,
  });
  return { type: 'synced', fingerprint, commit, unreadable, applied };
}

function summarise({ path, findings: [first] }: DesiredUnreadable): UnreadableFile {
  return {
    path,
    rule: first?.rule ?? 'file/unreadable',
    message: first?.message ?? 'This file cannot be read.',
  };
}
