/** A line is kept up to here while its end has not come: what writes for ever without one is not gathered for ever. */
const LONGEST_LINE = 64 * 1_024;

/** Cuts what comes in pieces into lines, each of a bounded length; what is beyond it is dropped. */
export class SplitLines {
  readonly #onLine: (line: string) => void;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      this.#gather(chunk.subarray(start, end));
      this.end();
      start = end + 1;
    }
    this.#gather(chunk.subarray(start));
  }

  /** What came since the last line is one. */
  end(): void {
    const line = Buffer.concat(this.#pieces).toString('utf8');
    this.#pieces = [];
    this.#bytes = 0;
    if (line !== '') this.#onLine(line);
  }

  #gather(piece: Buffer): void {
    const kept = piece.subarray(0, LONGEST_LINE - this.#bytes);
    if (kept.byteLength === 0) return;
    this.#pieces.push(kept);
    this.#bytes += kept.byteLength;
  }
}
