import { isDeepStrictEqual } from 'node:util';
import { absent, afterApply } from '@souk/model/installation/advance-state.ts';
import type { DriverName } from '@souk/model/installation/instance.ts';
import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';
import { StoreError } from '../store/store-error.ts';
import { type Driver, DriverError } from './driver.ts';
import type { InstallationDeed } from './installation-events.ts';
import type { InstallationRecord } from './installation-record.ts';
import { keepRecord } from './keep-record.ts';
import type { RecordPlan } from './plan-record.ts';
import { storeRecord } from './store-record.ts';

export interface CarryOutPorts {
  readonly drivers: ReadonlyMap<DriverName, Driver>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of what nobody foresaw: a driver says what is wrong by a `DriverError`. */
  readonly onDefect: (id: string, error: unknown) => void;
}

const RETRIES = { firstMs: 5_000, longestMs: 15 * 60 * 1_000 };

/**
 * Does the step of a plan. That it is about to be done is written down before, and what came of it after: whoever is
 * killed in between leaves behind that it may have been done.
 *
 * @param before as the store has it
 * @returns what is known now; undefined when nothing is left of it
 */
export async function carryOut(
  term: Term,
  before: InstallationRecord | undefined,
  { step, record }: RecordPlan,
  ports: CarryOutPorts,
): Promise<InstallationRecord | undefined> {
  const { drivers, clock } = ports;
  if (record === undefined || step.type === 'none') {
    const seen = { before, after: record, deed: undefined };
    if (!isDeepStrictEqual(before, record)) await term.write((db) => keepRecord(db, seen, clock.now()));
    return record;
  }
  const driver = drivers.get(step.driver);
  if (driver === undefined) throw new Error(`There is no driver ${step.driver}.`);
  const instance = step.type === 'apply' ? step.instance : record.instance;
  const begun = { ...record, instance, doing: step.type, doingSince: clock.now() };
  await term.write((db) => storeRecord(db, begun));
  let after: InstallationRecord | undefined;
  let deed: InstallationDeed | undefined;
  try {
    if (step.type === 'apply') await driver.apply(step.instance, term.ended);
    else await driver.remove(record.id, term.ended);
    deed = step.type === 'apply' ? step.why : 'remove';
    after = wellDone(begun, step, clock.now());
  } catch (error) {
    if (term.ended.aborted || error instanceof StoreError) throw error;
    if (!(error instanceof DriverError)) ports.onDefect(record.id, error);
    after = failed(begun, error, ports);
  }
  await term.write((db) => keepRecord(db, { before, after, deed }, clock.now()));
  return after;
}

function wellDone(record: InstallationRecord, step: RecordPlan['step'], now: Date): InstallationRecord {
  const calm = { ...record, doing: undefined, doingSince: undefined, attempts: 0, dueAt: undefined };
  const clear = { ...calm, error: undefined, healthMessage: undefined, drift: [] };
  if (step.type !== 'apply') return { ...clear, state: absent(now), instance: undefined };
  const { instance, settings, grants, why } = step;
  const { suspended } = instance;
  const applied = { version: instance.entry.version, settings, grants, why, suspended };
  return { ...clear, state: afterApply(record.state, applied, now) };
}

function failed(
  record: InstallationRecord,
  error: unknown,
  { clock, random }: CarryOutPorts,
): InstallationRecord {
  const attempts = record.attempts + 1;
  const message = error instanceof DriverError ? error.message : 'A fault of the driver; it is in the log.';
  // What is wrong with the manifest stays wrong until somebody changes it.
  const isFinal = error instanceof DriverError && error.code === 'invalid';
  const waitMs = retryDelay(attempts, { ...RETRIES, random });
  const dueAt = isFinal ? undefined : new Date(clock.now().getTime() + waitMs);
  return { ...record, attempts, dueAt, error: message };
}
