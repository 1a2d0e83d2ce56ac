import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Edit } from './sample-edits.ts';

/** The text of a file, or undefined where there is none. */
type ReadText = (path: string) => string | undefined;

/** Files while they are edited, in memory. */
export class SampleFiles {
  readonly #found: ReadText;
  readonly #edited = new Map<string, string | undefined>();

  constructor(found: ReadText, edits: readonly Edit[]) {
    this.#found = found;
    for (const { apply } of edits) apply(this);
  }

  /** Every edited file by its path, in the order of the edits; without a text where it was removed. */
  get edited(): ReadonlyMap<string, string | undefined> {
    return this.#edited;
  }

  find(path: string): string | undefined {
    return this.#edited.has(path) ? this.#edited.get(path) : this.#found(path);
  }

  /** @throws when there is no such file */
  read(path: string): string {
    const text = this.find(path);
    if (text === undefined) throw new Error(`The sample has no file ${path}.`);
    return text;
  }

  write(path: string, text: string): void {
    this.#edited.set(path, text);
  }

  remove(path: string): void {
    this.read(path);
    this.#edited.set(path, undefined);
  }

  /** Writes the edited files, and no others, to a folder that has none of them. */
  save(dir: string): void {
    mkdirSync(dir, { recursive: true });
    for (const [path, text] of this.#edited) {
      if (text === undefined) continue;
      const file = join(dir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
