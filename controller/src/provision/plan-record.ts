import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { absent } from '@souk/model/installation/advance-state.ts';
import { assembleInstance } from '@souk/model/installation/assemble-instance.ts';
import { desireInstallation } from '@souk/model/installation/desire-installation.ts';
import type { DesiredInstallation } from '@souk/model/installation/desired-installation.ts';
import type { DriverName, Instance, InstanceCode } from '@souk/model/installation/instance.ts';
import { type ApplyReason, planInstallation } from '@souk/model/installation/plan-installation.ts';
import type { InstallationRecord } from './installation-record.ts';
import type { InstallationWish } from './read-wishes.ts';

export type RecordStep =
  | { readonly type: 'none' }
  | {
      readonly type: 'apply';
      readonly driver: DriverName;
      readonly instance: Instance;
      readonly why: ApplyReason | 'suspend';
      readonly settings: string;
      /** Names of all that this version may do. */
      readonly grants: readonly string[];
    }
  | { readonly type: 'remove'; readonly driver: DriverName };

export interface RecordPlan {
  readonly step: RecordStep;
  /** As it is known before the step; undefined when there is nothing to keep. */
  readonly record: InstallationRecord | undefined;
}

/**
 * What to do next about an installation. What was begun and may not have ended is done again, whatever the file says by
 * now: nobody knows how far it came.
 */
export function planRecord(
  id: string,
  record: InstallationRecord | undefined,
  wish: InstallationWish | undefined,
  drivers: ReadonlySet<DriverName>,
  now: Date,
): RecordPlan {
  const known = record ?? (wish && newRecord(id, wish, now));
  if (known === undefined) return { step: { type: 'none' }, record: undefined };
  if (wish === undefined || wish.ended) return planRemoval(known, wish, drivers);
  if (known.driver !== wish.driver && exists(known)) return planRemoval(known, wish, drivers);
  const moved = { ...known, driver: wish.driver, app: wish.facts.app };
  if (!drivers.has(wish.driver)) return stay(moved, `The driver ${wish.driver} is not set up here.`);
  return planPresent(moved, wish, now);
}

function planPresent(record: InstallationRecord, wish: InstallationWish, now: Date): RecordPlan {
  const desired = desireInstallation(wish.facts);
  const state = { ...record.state, drifted: record.state.drifted || record.doing !== undefined };
  const { step, awaitsConsent, blocked } = planInstallation(desired, state, now);
  const next = { ...record, blocked, awaiting: awaitsConsent };
  switch (step.type) {
    case 'apply':
      return { record: next, step: applyStep(wish, desired, step.version, step.why) };
    case 'suspend':
      return { record: next, step: applyStep(wish, desired, state.running?.version ?? '', 'suspend') };
    case 'remove':
      return { record: next, step: { type: 'remove', driver: record.driver } };
    case 'none':
      return { record: next, step };
  }
}

function planRemoval(
  record: InstallationRecord,
  wish: InstallationWish | undefined,
  drivers: ReadonlySet<DriverName>,
): RecordPlan {
  const blocked = wish?.ended ? 'Its time is up; its file can be removed, or its end be put off.' : undefined;
  const keep = { ...record, blocked, awaiting: undefined };
  if (!exists(record)) return { step: { type: 'none' }, record: wish === undefined ? undefined : keep };
  if (drivers.has(record.driver)) return { step: { type: 'remove', driver: record.driver }, record: keep };
  return stay(record, `It can't be taken down: the driver ${record.driver} is not set up here any more.`);
}

/** Whether something of it may be in the world. */
function exists({ state, doing }: InstallationRecord): boolean {
  return state.phase !== 'absent' || doing !== undefined;
}

function stay(record: InstallationRecord, blocked: string): RecordPlan {
  return { step: { type: 'none' }, record: { ...record, blocked, awaiting: undefined } };
}

function applyStep(
  { facts, driver, places }: InstallationWish,
  { settings, suspended, versions }: DesiredInstallation,
  version: string,
  why: ApplyReason | 'suspend',
): RecordStep {
  const entry = facts.versions.find((one) => one.version === version);
  if (entry === undefined) return { type: 'none' };
  const place = places.get(version);
  const folder = attachmentFolder(place?.path ?? '');
  const code: InstanceCode | undefined =
    folder === undefined ? undefined : { commit: place?.commit ?? '', folder };
  const instance = { ...assembleInstance(facts.installation, entry, code), suspended };
  const grants = versions.find((one) => one.version === version)?.grants ?? [];
  return { type: 'apply', driver, instance, why, settings, grants };
}

function newRecord(id: string, { driver, facts }: InstallationWish, now: Date): InstallationRecord {
  return {
    ...{ id, driver, app: facts.app, firstSeenAt: now, state: absent(now), drift: [], attempts: 0 },
    healthMessage: undefined,
    doing: undefined,
    doingSince: undefined,
    instance: undefined,
    dueAt: undefined,
    error: undefined,
    blocked: undefined,
    awaiting: undefined,
  };
}
