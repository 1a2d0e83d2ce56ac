import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApi } from '../api/build-api.ts';
import { isLoopback } from '../api/guard-requests.ts';
import { strangerAt } from '../api/viewer-of.ts';
import type { Config } from '../config/config.ts';
import { assessReadiness, type ReadinessFacts } from '../health/assess-readiness.ts';
import { readDatabaseHealth } from '../health/read-database-health.ts';
import type { Metering } from '../metering/open-metering.ts';
import type { UsageReader } from '../metering/usage-reader.ts';
import type { Behind } from '../registry/follow-changes.ts';
import type { Readings } from '../telemetry/telemetry.ts';
import type { ControllerPorts } from './controller-ports.ts';
import type { SourceFollowing } from './follow-source.ts';
import type { Foundation } from './foundation.ts';
import type { Services } from './leader-services.ts';

/** A database that does not answer within this time keeps requests away. */
const DATABASE_LIMIT_MS = 3_000;

export interface ServeParts {
  readonly foundation: Foundation;
  readonly following: SourceFollowing;
  readonly services: Services;
  readonly metering: Metering;
  readonly usage: UsageReader;
  readonly isDraining: () => boolean;
}

/** Builds the HTTP service on what is there; it does not listen yet. */
export function openApi(
  config: Config,
  { clock, portalDir }: Pick<ControllerPorts, 'clock' | 'portalDir'>,
  {
    foundation,
    following: { source, monitor, replica, reconciler },
    services,
    metering,
    usage,
    isDraining,
  }: ServeParts,
): Promise<FastifyInstance> {
  const { registry, store, signal, logger, telemetry, renderMetrics, identity } = foundation;
  telemetry.observe(
    readingsOf(config, foundation, { source, monitor, replica, reconciler }, services, metering),
  );
  return buildApi(
    {
      registry,
      db: store.db,
      clock,
      status: () => monitor.status,
      leader: () => replica.standing,
      source: () => {
        const { reachable, error, held } = source.standing();
        return { reachable, error: error ?? held?.reason, heldCommit: held?.commit };
      },
      parkedWork: () => (replica.standing.leading ? reconciler.queueStats().parked : undefined),
      requestRefresh: () => signal.requestRefresh(),
      subscribe: (listener) => foundation.following.subscribe(listener),
      announce: () => signal.announce(),
      webhookSecret: config.webhookSecret,
      identity,
      metering,
      usage,
      isAncestorOfApplied: async (commit) => {
        const { commit: applied } = monitor.status;
        if (applied === undefined || source.history === undefined) return false;
        return source.history.isAncestor(commit, applied).catch(() => false);
      },
      anchorError: () => services.checkpoints.anchorError(),
      renderMetrics,
      telemetry,
      readiness: async () =>
        assessReadiness({
          database: await readDatabaseHealth(store, DATABASE_LIMIT_MS),
          catalog: monitor.status.ready ? { commit: monitor.status.commit } : undefined,
          behind: behindNow(foundation.following.behind(), clock.now()),
          syncError: monitor.status.error,
          leading: replica.standing.leading,
          draining: isDraining(),
        }),
    },
    { host: config.host, portalDir, logger },
  );
}

function behindNow(behind: Behind | undefined, now: Date): ReadinessFacts['behind'] {
  if (behind === undefined) return undefined;
  return { seconds: (now.getTime() - behind.since.getTime()) / 1_000, reason: behind.reason };
}

function readingsOf(
  { host }: Config,
  { registry }: Foundation,
  { replica, monitor, reconciler }: SourceFollowing,
  { vetter, billing, payments }: Services,
  metering: Metering,
): Partial<Readings> {
  return {
    leading: () => replica.standing.leading,
    syncedAt: () => monitor.status.syncedAt,
    queue: () => {
      const { depth, oldestSeconds } = reconciler.queueStats();
      return (['change', 'background'] as const).map((lane) => ({
        lane,
        depth: depth[lane],
        oldestSeconds: depth[lane] === 0 ? 0 : oldestSeconds,
      }));
    },
    parked: () => reconciler.queueStats().parked.length,
    vettingBacklog: () => vetter.backlog(),
    usageWaiting: () => metering.admission.waiting,
    monthsOverdue: () => billing.overdue(),
    ...(payments === undefined ? {} : { paymentsOpen: payments.open }),
    // Whoever may ask for numbers may read these.
    entities: () => registry.seenBy(strangerAt(host)).counts(),
  };
}

/** Listens, and gives the address that people can go to. */
export async function listen(api: FastifyInstance, { host, port }: Config): Promise<string> {
  await api.listen({ host, port });
  const address = api.server.address() as AddressInfo;
  // An address such as 0.0.0.0 is where to listen, not where to go.
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const name = isLoopback(host) || everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
