import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';

export interface AheadSource extends CatalogSource {
  /** Gives up what is still being read. */
  close(): Promise<void>;
}

/**
 * A source that is asked and read at once, while whoever will use it is still being set up. What was found is handed to
 * the first who asks for it, and forgotten.
 */
export function readAhead(source: CatalogSource): AheadSource {
  return new Ahead(source);
}

interface Reading {
  readonly fingerprint: Promise<string>;
  readonly snapshot: Promise<CatalogSnapshot>;
}

class Ahead implements AheadSource {
  readonly #source: CatalogSource;
  readonly #giveUp = new AbortController();
  readonly #first: Reading;
  #isAsked = false;
  /** Until somebody has asked for a state, that one or another. */
  #waiting: Reading | undefined;

  constructor(source: CatalogSource) {
    this.#source = source;
    const fingerprint = source.fingerprint(this.#giveUp.signal);
    const snapshot = fingerprint.then((found) => source.read(found));
    // Whoever asks is told.
    snapshot.catch(() => undefined);
    this.#first = { fingerprint, snapshot };
    this.#waiting = this.#first;
  }

  get kind(): CatalogSource['kind'] {
    return this.#source.kind;
  }

  get branch(): string | undefined {
    return this.#source.branch;
  }

  get history(): CatalogSource['history'] {
    return this.#source.history;
  }

  standing(): ReturnType<CatalogSource['standing']> {
    return this.#source.standing();
  }

  readFile(fingerprint: string, path: string): Promise<Uint8Array | undefined> {
    return this.#source.readFile(fingerprint, path);
  }

  async fingerprint(signal: AbortSignal, applied?: string): Promise<string> {
    if (this.#isAsked) return this.#source.fingerprint(signal, applied);
    this.#isAsked = true;
    const giveUp = (): void => this.#giveUp.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    // A source is asked one thing at a time. What is accepted depends on what was applied.
    const found = await this.#first.fingerprint.finally(() => signal.removeEventListener('abort', giveUp));
    return applied === undefined ? found : this.#source.fingerprint(signal, applied);
  }

  async read(fingerprint: string): Promise<CatalogSnapshot> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const isThisOne = (await waiting?.fingerprint.catch(() => undefined)) === fingerprint;
    return waiting !== undefined && isThisOne ? waiting.snapshot : this.#source.read(fingerprint);
  }

  async close(): Promise<void> {
    this.#giveUp.abort();
    await this.#first.snapshot.catch(() => undefined);
  }
}
