import type { Config } from '../config/config.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { type Pass, Reconciler } from '../reconcile/reconciler.ts';
import { readSyncCursor } from '../reconcile/sync-cursor.ts';
import { SyncMonitor } from '../reconcile/sync-monitor.ts';
import { readAhead } from '../source/read-ahead.ts';
import { isNewStore } from '../store/open-store.ts';
import type { EndedSync } from '../telemetry/telemetry.ts';
import type { Closers } from './closers.ts';
import type { ControllerPorts } from './controller-ports.ts';
import type { Foundation } from './foundation.ts';
import { Replica } from './replica.ts';

/** Files are edited with somebody watching: they are looked at at least this often. */
const EDITING_POLL_MS = 1_000;

/** How the registry follows its source, in this replica or another. */
export interface SourceFollowing {
  readonly source: CatalogSource;
  readonly monitor: SyncMonitor;
  readonly replica: Replica;
  readonly reconciler: Reconciler;
}

/**
 * Opens what is to be followed. Where there is no database yet it is read while that is made; otherwise what is known
 * is served first.
 *
 * @throws {SourceError} {GitError}
 */
export async function openSource(
  config: Config,
  ports: Pick<ControllerPorts, 'openSource'>,
  opened: Closers,
): Promise<CatalogSource> {
  const source = await ports.openSource(config);
  if (!isNewStore(config)) return source;
  const ahead = readAhead(source);
  opened.add(() => ahead.close());
  return ahead;
}

export async function followSource(
  source: CatalogSource,
  config: Config,
  { judge, clock, random }: ControllerPorts,
  { store, signal, following, logger, telemetry }: Foundation,
  opened: Closers,
): Promise<SourceFollowing> {
  const monitor = new SyncMonitor(source, await readSyncCursor(store.db));
  const replica = new Replica({ store, monitor, clock, logger });
  opened.add(() => replica.close());
  const reconciler = new Reconciler(
    {
      source,
      judge,
      store,
      clock,
      logger,
      random,
      tracing: telemetry.tracing,
      onWritten: async () => {
        await following.catchUp();
        await signal.announce();
      },
      onPass: (pass) => {
        monitor.passed(pass);
        const ended = endedSync(pass);
        if (ended !== undefined) telemetry.syncEnded(ended);
      },
      onFailure: () => telemetry.failed('sync'),
    },
    { pollMs: pollMsFor(source, config), resyncMs: config.resyncMinutes * 60_000 },
  );
  signal.onRefreshRequested(() => reconciler.wake());
  return { source, monitor, replica, reconciler };
}

function pollMsFor({ kind }: CatalogSource, { pollSeconds }: Config): number {
  const pollMs = pollSeconds * 1_000;
  return kind === 'git' ? pollMs : Math.min(pollMs, EDITING_POLL_MS);
}

/** @returns undefined for a look that found nothing to do */
export function endedSync(pass: Pass): EndedSync | undefined {
  switch (pass.outcome) {
    case 'unchanged':
      return undefined;
    case 'failed':
      return { outcome: pass.refused ? 'refused' : 'failed', seconds: pass.seconds, changed: 0 };
    case 'synced': {
      const { added, modified, removed, held, moved } = pass.report;
      const { seconds } = pass;
      const changed = added + modified + removed;
      const lag = moved ? { lagSeconds: seconds } : {};
      return { outcome: held > 0 ? 'held' : 'synced', seconds, changed, ...lag };
    }
  }
}
