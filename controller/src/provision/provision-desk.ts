import { isDeepStrictEqual } from 'node:util';
import { afterLook } from '@souk/model/installation/advance-state.ts';
import type { DriverName } from '@souk/model/installation/instance.ts';
import { PATIENCE_MS } from '@souk/model/installation/plan-installation.ts';
import type { Term } from '../leadership/term.ts';
import { Turnstile } from '../work/turnstile.ts';
import { Agenda, type DueErrand, type Errand } from './agenda.ts';
import { carryOut } from './carry-out.ts';
import { type Driver, DriverError } from './driver.ts';
import type { InstallationRecord } from './installation-record.ts';
import { planRecord } from './plan-record.ts';
import type { ProvisionPorts } from './provision-ports.ts';
import { readRecords } from './read-records.ts';
import { readTouched } from './read-touched.ts';
import { type InstallationWish, readWishes } from './read-wishes.ts';

/** Instances that are worked on at once: a driver may take minutes for one. */
const AT_ONCE = 8;
/** Installations that are read together, and then wait for their turn. */
const TOGETHER = 64;
/** Such as the end of one version and the beginning of the next. */
const MOST_STEPS = 4;
/** What was just changed is looked at after so long, should its driver not tell by itself. */
const FIRST_LOOK_MS = 30_000;

/** Brings instances to what the catalog says, during one term. What costs is what was touched. */
export class ProvisionDesk {
  readonly #term: Term;
  readonly #drivers: ReadonlyMap<DriverName, Driver>;
  readonly #ports: ProvisionPorts;
  readonly #agenda = new Agenda();
  readonly #running = new Map<string, Promise<void>>();
  readonly #turns = new Turnstile(AT_ONCE, TOGETHER);
  readonly #onIdle: () => void;
  /** Undefined before everything was looked at once. */
  #seq: number | undefined;

  /** @param onIdle called when an installation is done with */
  constructor(
    term: Term,
    drivers: ReadonlyMap<DriverName, Driver>,
    ports: ProvisionPorts,
    onIdle: () => void,
  ) {
    this.#term = term;
    this.#drivers = drivers;
    this.#ports = ports;
    this.#onIdle = onIdle;
  }

  /** When there is something to do by the clock alone; undefined while that waits for something else to end. */
  nextAt(): Date | undefined {
    return this.#isBusy() ? undefined : this.#agenda.nextAt((id) => this.#running.has(id));
  }

  /** How many installations are worked on, or could be. */
  backlog(): number {
    return this.#running.size + this.#agenda.due(this.#ports.clock.now());
  }

  look(id: string): void {
    this.#agenda.add(id, 'look', this.#ports.clock.now());
  }

  /** Compares everything that there is with the world. */
  async lookAtAll(): Promise<void> {
    const records = await readRecords(this.#ports.store.db, undefined);
    for (const { id } of records) this.look(id);
  }

  /** Begins what is due, and gives back before it is done. */
  async start(): Promise<void> {
    if (this.#isBusy()) return;
    await this.#absorb();
    const now = this.#ports.clock.now();
    const free = TOGETHER - this.#running.size;
    const due = this.#agenda.take(now, free, (one) => this.#running.has(one));
    if (due.length === 0) return;
    const known = await this.#read(due);
    for (const { id, errand } of due) {
      const work = this.#work(id, errand, known).finally(() => {
        this.#running.delete(id);
        this.#onIdle();
      });
      this.#running.set(id, work);
    }
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** More are taken on when there is room for several, so that they can be read together. */
  #isBusy(): boolean {
    return this.#running.size > AT_ONCE;
  }

  async #read(due: readonly DueErrand[]): Promise<Known> {
    const { db } = this.#ports.store;
    const ids = due.map(({ id }) => id);
    try {
      const records = await readRecords(db, ids);
      const wishes = await readWishes(db, ids);
      return { records: new Map(records.map((one) => [one.id, one])), wishes };
    } catch (error) {
      for (const { id, errand } of due) this.#agenda.add(id, errand, this.#ports.clock.now());
      throw error;
    }
  }

  async #absorb(): Promise<void> {
    const { store, clock } = this.#ports;
    if (this.#seq === undefined) return this.#begin();
    const touched = await readTouched(store.db, this.#seq);
    this.#seq = touched.seq;
    if (touched.ids === 'all') await this.#planAll();
    else for (const id of touched.ids) this.#agenda.add(id, 'plan', clock.now());
  }

  async #begin(): Promise<void> {
    const { db } = this.#ports.store;
    const cursor = await db.selectFrom('sync_cursor').select('fingerprint').executeTakeFirstOrThrow();
    // Nothing is absent from a catalog that was never read.
    if (cursor.fingerprint === null) return;
    const head = await db
      .selectFrom('log_head')
      .select('seq')
      .where('log', '=', 'event')
      .executeTakeFirstOrThrow();
    await this.#planAll();
    this.#seq = Number(head.seq);
  }

  /** Only those wait for which there is something to do: to find that out takes no driver. */
  async #planAll(): Promise<void> {
    const { store, clock } = this.#ports;
    const now = clock.now();
    const records = new Map((await readRecords(store.db, undefined)).map((one) => [one.id, one]));
    const wishes = await readWishes(store.db, undefined);
    for (const id of new Set([...records.keys(), ...wishes.keys()])) {
      const record = records.get(id);
      const plan = planRecord(id, record, wishes.get(id), new Set(this.#drivers.keys()), now);
      const isLost = record !== undefined && this.#drivers.get(record.driver)?.endsWithProcess;
      if (isLost && record.state.phase !== 'absent') this.#agenda.add(id, 'look', now);
      else if (plan.step.type !== 'none' || !isDeepStrictEqual(plan.record, record))
        this.#agenda.add(id, 'plan', later(record?.dueAt, now));
    }
  }

  async #work(id: string, errand: Errand, known: Known): Promise<void> {
    const { telemetry, logger, clock } = this.#ports;
    const leave = await this.#turns.enter();
    try {
      await this.#bringAbout(id, errand, known);
    } catch (error) {
      if (this.#term.ended.aborted) return;
      telemetry.failed('provision');
      logger.error({ err: error, id }, `the installation ${id} could not be worked on; it is tried again`);
      this.#agenda.add(id, errand, new Date(clock.now().getTime() + FIRST_LOOK_MS));
    } finally {
      leave?.();
    }
  }

  async #bringAbout(id: string, errand: Errand, { records, wishes }: Known): Promise<void> {
    const { clock, announce } = this.#ports;
    let stored = records.get(id);
    let seen = errand === 'look' && stored !== undefined ? await this.#observe(stored) : stored;
    for (let steps = 0; ; steps += 1) {
      const now = clock.now();
      const plan = planRecord(id, seen, wishes.get(id), new Set(this.#drivers.keys()), now);
      stored = await carryOut(this.#term, stored, plan, {
        drivers: this.#drivers,
        ...this.#ports,
        onDefect: (_, error) => this.#tell(id, error),
      });
      seen = stored;
      this.#arrange(id, plan.step.type !== 'none', stored, now);
      await announce();
      // The next step may follow at once: what was removed is forgotten, what has moved is made anew.
      const isCalm = stored === undefined || stored.error !== undefined || stored.doing !== undefined;
      if (plan.step.type === 'none' || isCalm || this.#term.ended.aborted) return;
      if (steps >= MOST_STEPS) return this.#agenda.add(id, 'plan', now);
    }
  }

  /** When it is looked at again: after something was done, when it failed, or when its time is up to become healthy. */
  #arrange(id: string, acted: boolean, after: InstallationRecord | undefined, now: Date): void {
    if (after === undefined) return;
    const { state, dueAt, error, doing } = after;
    if (error !== undefined || doing !== undefined) {
      if (dueAt !== undefined) this.#agenda.add(id, 'plan', dueAt);
      return;
    }
    if (acted && state.phase === 'running')
      this.#agenda.add(id, 'look', new Date(now.getTime() + FIRST_LOOK_MS));
    if (state.health === 'unhealthy' && state.running?.version !== state.lastHealthy) {
      const patientUntil = state.healthSince.getTime() + PATIENCE_MS;
      if (patientUntil > now.getTime()) this.#agenda.add(id, 'look', new Date(patientUntil));
    }
  }

  async #observe(record: InstallationRecord): Promise<InstallationRecord> {
    const { instance, driver: name, state } = record;
    const driver = this.#drivers.get(name);
    if (driver === undefined || instance === undefined || state.phase === 'absent') return record;
    const now = this.#ports.clock.now();
    try {
      const { health, message, drift } = await driver.observe(instance, this.#term.ended);
      const drifted = drift.length > 0;
      return {
        ...record,
        state: afterLook(state, { health: drifted ? state.health : health, drifted }, now),
        healthMessage: message,
        drift,
      };
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      // What can't be seen is not known to be otherwise.
      return {
        ...record,
        state: afterLook(state, { health: 'unknown', drifted: false }, now),
        healthMessage: error.message,
      };
    }
  }

  #tell(id: string, error: unknown): void {
    this.#ports.telemetry.failed('provision');
    this.#ports.logger.error({ err: error, id }, `a driver failed with the installation ${id}`);
  }
}

/** What the store held when it was read. */
interface Known {
  readonly records: ReadonlyMap<string, InstallationRecord>;
  readonly wishes: ReadonlyMap<string, InstallationWish>;
}

function later(at: Date | undefined, now: Date): Date {
  return at !== undefined && at > now ? at : now;
}
