/** Takes what a file of usage holds, one after another. */
export interface UsageSink {
  /** @param line that it is in, from 1; for what has no lines, how many it is */
  event(raw: unknown, line: number): void;
  /** A row of `GET /api/v1/usage`. */
  row(raw: unknown, index: number): void;
  /** What is neither, and why. */
  refuse(line: number, detail: string): void;
}
