import type { Topic } from './topics.ts';

/** Who reads which topic. Readers are named by texts, such as `App/crm`. */
export class TopicIndex {
  /** A single reader is kept as it is: most topics have one. */
  readonly #readers = new Map<Topic, string | Set<string>>();
  readonly #topics = new Map<string, readonly Topic[]>();

  /** Replaces what a reader reads. */
  put(reader: string, topics: readonly Topic[]): void {
    this.remove(reader);
    const distinct = [...new Set(topics)];
    this.#topics.set(reader, distinct);
    for (const topic of distinct) {
      const readers = this.#readers.get(topic);
      if (readers === undefined) this.#readers.set(topic, reader);
      else if (typeof readers === 'string') this.#readers.set(topic, new Set([readers, reader]));
      else readers.add(reader);
    }
  }

  remove(reader: string): void {
    for (const topic of this.#topics.get(reader) ?? []) {
      const readers = this.#readers.get(topic);
      if (readers instanceof Set) {
        readers.delete(reader);
        if (readers.size === 0) this.#readers.delete(topic);
      } else if (readers === reader) this.#readers.delete(topic);
    }
    this.#topics.delete(reader);
  }

  readersOf(topics: Iterable<Topic>): Set<string> {
    const found = new Set<string>();
    for (const topic of topics) {
      const readers = this.#readers.get(topic);
      if (typeof readers === 'string') found.add(readers);
      else for (const reader of readers ?? []) found.add(reader);
    }
    return found;
  }
}
