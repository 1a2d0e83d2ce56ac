import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { DriverName, Instance } from '@souk/model/installation/instance.ts';
import { type Driver, DriverError, type DriverErrorCode, type Observation } from '../driver.ts';
import type { CrashPoint } from './crash-point.ts';

/** A world of notes: what a driver would make is written down, and every call is counted. */
export class PaperWorld {
  readonly notes = new Map<string, Instance>();
  readonly calls: string[] = [];
  readonly health = new Map<string, Observation['health']>();
  /** What each call on an instance ends in. */
  readonly failing = new Map<string, DriverErrorCode>();
  readonly #listeners = new Set<(id: string) => void>();

  open(crash: CrashPoint = { reach: () => {} }, name: DriverName = 'local'): Driver {
    const called = (call: string, id: string): void => {
      this.calls.push(`${call} ${id}`);
      const code = this.failing.get(id);
      if (code !== undefined) throw new DriverError(code, `It is ${code}.`);
    };
    return {
      name,
      endsWithProcess: false,
      apply: async (instance) => {
        called('apply', instance.id);
        crash.reach();
        this.notes.set(instance.id, instance);
        crash.reach();
      },
      remove: async (id) => {
        called('remove', id);
        crash.reach();
        this.notes.delete(id);
        crash.reach();
      },
      observe: async (instance) => {
        called('observe', instance.id);
        const note = this.notes.get(instance.id);
        const isSame = note !== undefined && canonicalJson(note) === canonicalJson(instance);
        return { health: this.health.get(instance.id) ?? 'healthy', drift: isSame ? [] : ['the note'] };
      },
      list: async () => {
        this.calls.push('list');
        return [...this.notes.keys()].toSorted();
      },
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  /** An instance does otherwise from now on. */
  becomes(id: string, health: Observation['health']): void {
    this.health.set(id, health);
    for (const listener of this.#listeners) listener(id);
  }
}
