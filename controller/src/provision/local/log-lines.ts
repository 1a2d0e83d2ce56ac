import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const LONGEST_LINE = 2_000;
const MOST_PER_MINUTE = 300;
const MOST_KEPT = 200;

/** The last lines that an instance wrote, without values of secrets, and no more of them than anybody can read. */
export class LogLines {
  readonly #lines: string[] = [];
  readonly #hide: (text: string) => string;
  readonly #onLine: (line: string) => void;
  readonly #now: () => number;
  #minute = 0;
  #count = 0;

  /** @param hide takes values of secrets out */
  constructor(hide: (text: string) => string, onLine: (line: string) => void, now: () => number) {
    this.#hide = hide;
    this.#onLine = onLine;
    this.#now = now;
  }

  follow(stream: Readable): void {
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => this.add(line));
  }

  add(line: string): void {
    const minute = Math.floor(this.#now() / 60_000);
    this.#count = minute === this.#minute ? this.#count + 1 : 1;
    this.#minute = minute;
    if (this.#count > MOST_PER_MINUTE) return;
    const last = this.#count === MOST_PER_MINUTE ? ' (more lines of this minute are left out)' : '';
    // What a terminal or a log would take for a command is shown as it is written.
    const plain = this.#hide(line.slice(0, LONGEST_LINE)).replace(/[^\P{C}\t]/gu, '\uFFFD') + last;
    this.#lines.push(plain);
    if (this.#lines.length > MOST_KEPT) this.#lines.shift();
    this.#onLine(plain);
  }

  /** The oldest first. */
  get lines(): readonly string[] {
    return [...this.#lines];
  }
}
