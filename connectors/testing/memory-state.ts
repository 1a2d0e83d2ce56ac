import type { StateEntry, StateOptions, WorkerState } from '../worker.ts';

/** What an installation remembers, kept in memory with a clock of the test. */
export class MemoryState implements WorkerState {
  readonly #entries = new Map<string, { readonly value: unknown; readonly until: number }>();
  readonly #now: () => number;

  /** @param now in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  async get(key: string): Promise<unknown> {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > this.#now() ? structuredClone(entry.value) : undefined;
  }

  async put(key: string, value: unknown, { ttlSeconds }: StateOptions = {}): Promise<void> {
    const until = ttlSeconds === undefined ? Number.POSITIVE_INFINITY : this.#now() + ttlSeconds * 1000;
    this.#entries.set(key, { value: structuredClone(value), until });
  }

  async putIfAbsent(key: string, value: unknown, options?: StateOptions): Promise<boolean> {
    const entry = this.#entries.get(key);
    if (entry !== undefined && entry.until > this.#now()) return false;
    await this.put(key, value, options);
    return true;
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async list({ prefix = '', after = '', limit = 1000 } = {}): Promise<StateEntry[]> {
    return [...this.#entries]
      .filter(([key, { until }]) => key.startsWith(prefix) && key > after && until > this.#now())
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([key, { value }]) => ({ key, value: structuredClone(value) }));
  }
}
