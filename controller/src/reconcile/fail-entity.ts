import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { Lane, WorkQueue } from '../work/work-queue.ts';

/** Puts an entity back that could not be written, and tells of it when that was once too often. */
export function failEntity(
  queue: WorkQueue,
  { name, reason, lane }: { readonly name: string; readonly reason: string; readonly lane: Lane },
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): void {
  if (!queue.fail(name, reason, lane, clock.now())) return;
  logEvent(logger, 'entity.parked', { entity: name }, `${name} waits for a change: ${reason}`);
}
