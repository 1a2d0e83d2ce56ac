import { parseLine, type SpooledEvent } from './spooled-line.ts';

export interface BrokenPiece {
  /** Where it begins in the bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface ParsedSegment<E> {
  readonly events: readonly SpooledEvent<E>[];
  /** What is not a line that was written, in between. */
  readonly broken: readonly BrokenPiece[];
  /** How many bytes these are, from the beginning. */
  readonly length: number;
  /** How many ends of lines are among them. */
  readonly lines: number;
}

const NEWLINE = 0x0a;

/**
 * Takes the lines at the beginning of bytes of a segment, up to so many.
 *
 * @param isEnd whether nothing comes after these bytes; else a line that has no end is left for the next time
 */
export function parseSegment<E>(bytes: Uint8Array, isEnd: boolean, most: number): ParsedSegment<E> {
  const events: SpooledEvent<E>[] = [];
  const broken: BrokenPiece[] = [];
  let [length, lines] = [0, 0];
  while (length < bytes.length && lines < most) {
    const newline = bytes.indexOf(NEWLINE, length);
    // No line is as long as all these bytes: where none ends in them, one was damaged.
    if (newline === -1 && !isEnd && length > 0) break;
    const end = newline === -1 ? bytes.length : newline;
    const piece = bytes.subarray(length, end);
    const event = newline === -1 ? undefined : parseLine<E>(piece);
    if (event !== undefined) events.push(event);
    else broken.push({ offset: length, bytes: piece });
    length = newline === -1 ? end : end + 1;
    if (newline !== -1) lines++;
  }
  return { events, broken, length, lines };
}
