import type { ApplyReason } from '@souk/model/installation/plan-installation.ts';
import type { NewEvent } from '../events/event.ts';
import type { InstallationRecord } from './installation-record.ts';

const done: Readonly<Record<ApplyReason | 'suspend' | 'remove', string>> = {
  provision: 'provisioned',
  upgrade: 'upgraded',
  downgrade: 'downgraded',
  rollback: 'rolled-back',
  configure: 'configured',
  resume: 'resumed',
  repair: 'repaired',
  suspend: 'suspended',
  remove: 'deprovisioned',
};

const standings = ['unhealthy', 'recovered', 'failed', 'consent-needed'] as const;

export type InstallationDeed = keyof typeof done;

/** Types of all events that this room tells: to whoever brings instances about they are no news. */
export const ownEventTypes: readonly string[] = [...Object.values(done), ...standings].map(typeOf);

/** Past tense of what was done to an instance, as events and the audit log name it. */
export function nameDeed(deed: InstallationDeed): string {
  return done[deed];
}

export function deedEvent(deed: InstallationDeed, record: InstallationRecord): NewEvent {
  return eventOf(nameDeed(deed), record, { version: record.state.running?.version });
}

/** What has to be known of an installation that is not as it was, beside what was done to it. */
export function standingEvents(
  before: InstallationRecord | undefined,
  after: InstallationRecord,
): NewEvent[] {
  const { health } = after.state;
  const had = before?.state.health ?? 'unknown';
  const wasUnwell = health === 'healthy' && had === 'unhealthy';
  return [
    ...(health === 'unhealthy' && had !== 'unhealthy'
      ? [eventOf('unhealthy', after, { reason: after.healthMessage })]
      : []),
    ...(wasUnwell ? [eventOf('recovered', after, {})] : []),
    ...(after.error !== undefined && before?.error === undefined
      ? [eventOf('failed', after, { reason: after.error })]
      : []),
    ...(after.awaiting !== undefined && after.awaiting.version !== before?.awaiting?.version
      ? [eventOf('consent-needed', after, { ...after.awaiting })]
      : []),
  ];
}

function eventOf(
  what: string,
  { id, app, driver, instance }: InstallationRecord,
  more: Readonly<Record<string, unknown>>,
): NewEvent {
  const team = instance === undefined ? {} : { team: instance.team, environment: instance.environment };
  return {
    type: typeOf(what),
    entity: { kind: 'Installation', id },
    data: { app: app.id, driver, ...team, ...more },
  };
}

function typeOf(what: string): string {
  return `installation.${what}`;
}
