import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { EntityRecord } from './entity-record.ts';

export interface RegistryCounts {
  readonly total: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly stalled: number;
}

/** The entities of each kind, counted as they come and go. */
export class KindGroups {
  readonly #records = new Map<number, EntityRecord>();
  readonly #numbers = new Map<Kind, Set<number>>();
  #stalled = 0;

  put(number: number, record: EntityRecord): void {
    this.remove(number);
    this.#records.set(number, record);
    const group = this.#numbers.get(record.kind);
    if (group === undefined) this.#numbers.set(record.kind, new Set([number]));
    else group.add(number);
    if (record.state === 'stalled') this.#stalled++;
  }

  remove(number: number): void {
    const record = this.#records.get(number);
    if (record === undefined) return;
    this.#records.delete(number);
    this.#numbers.get(record.kind)?.delete(number);
    if (record.state === 'stalled') this.#stalled--;
  }

  of(kind: Kind): EntityRecord[] {
    return [...(this.#numbers.get(kind) ?? [])].flatMap((number) => this.#records.get(number) ?? []);
  }

  /** Counts all but some. */
  counts(hidden: readonly number[] = []): RegistryCounts {
    const sizes = new Map([...this.#numbers].map(([kind, { size }]) => [kind, size]));
    const left = hidden.flatMap((number) => this.#records.get(number) ?? []);
    for (const { kind } of left) sizes.set(kind, (sizes.get(kind) ?? 0) - 1);
    return {
      total: this.#records.size - left.length,
      byKind: Object.fromEntries([...sizes].filter(([, size]) => size > 0)),
      stalled: this.#stalled - left.filter(({ state }) => state === 'stalled').length,
    };
  }
}
