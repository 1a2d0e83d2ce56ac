import type { Readable } from 'node:stream';
import type { Clock } from '../../clock.ts';
import { SplitLines } from './split-lines.ts';

export interface LogLinesOptions {
  /** Takes values of secrets out. */
  readonly hide: (text: string) => string;
  readonly onLine: (line: string) => void;
  readonly clock: Clock;
}

const LONGEST_SHOWN = 2_000;
const MOST_PER_MINUTE = 300;
const MOST_KEPT = 200;
/** Bytes a second that are read at all; who writes more waits for it. */
const MOST_BYTES = 4 * 1_024 * 1_024;

/** The last lines that an instance wrote, without values of secrets, and no more of them than anybody can read. */
export class LogLines {
  readonly #lines: string[] = [];
  readonly #options: LogLinesOptions;
  readonly #stopping = new AbortController();
  #minute = 0;
  #count = 0;

  constructor(options: LogLinesOptions) {
    this.#options = options;
  }

  /** Reads a stream to its end. @param except the beginning of a line that nobody needs */
  follow(stream: Readable, except?: string): void {
    const { clock } = this.#options;
    const lines = new SplitLines((line) => {
      if (except === undefined || !line.startsWith(except)) this.add(line);
    });
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (!this.#isFull()) lines.add(chunk);
      if (bytes < MOST_BYTES) return;
      bytes = 0;
      stream.pause();
      void clock.sleep(1_000, this.#stopping.signal).then(() => stream.resume());
    });
    stream.once('end', () => lines.end());
  }

  add(line: string): void {
    if (this.#isFull()) return;
    this.#count += 1;
    const last = this.#count === MOST_PER_MINUTE ? ' (more lines of this minute are left out)' : '';
    const plain = plainText(this.#options.hide(line)).slice(0, LONGEST_SHOWN) + last;
    this.#lines.push(plain);
    if (this.#lines.length > MOST_KEPT) this.#lines.shift();
    this.#options.onLine(plain);
  }

  /** Lets whoever waits to write go on. */
  close(): void {
    this.#stopping.abort();
  }

  /** The oldest first. */
  get lines(): readonly string[] {
    return [...this.#lines];
  }

  #isFull(): boolean {
    const minute = Math.floor(this.#options.clock.now().getTime() / 60_000);
    if (minute !== this.#minute) this.#count = 0;
    this.#minute = minute;
    return this.#count >= MOST_PER_MINUTE;
  }
}

/** What a terminal or a log would take for a command is shown as it is written. */
function plainText(text: string): string {
  return text.replace(/[^\P{C}\t]/gu, '\uFFFD').replace(/[\u2028\u2029]/g, '\uFFFD');
}
