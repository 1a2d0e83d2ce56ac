/** Longer than any event. */
const LONGEST_LINE = 16 * 1_024;
/** Lines that are counted together. */
const MOST_LINES = 1_000;
const MOST_BYTES = 256 * 1_024;

/** A line that is not blank. */
export interface EventLine {
  /** Counts from 0, blank ones too. */
  readonly index: number;
  /** Undefined for one that is too long, or no UTF-8. */
  readonly text: string | undefined;
}

/**
 * Cuts a stream into lines, and gives them in portions that are small enough to be held. A line without an end is not
 * gathered.
 */
export async function* splitEventLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<EventLine[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines: EventLine[] = [];
  let portion = 0;
  let index = 0;
  let line: Uint8Array[] = [];
  let bytes = 0;
  const gather = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (bytes <= LONGEST_LINE) line.push(piece);
    else line = [];
  };
  const end = (): void => {
    const text = bytes > LONGEST_LINE ? undefined : decode(decoder, line);
    if (text === undefined || text.trim() !== '') lines.push({ index, text });
    portion += Math.min(bytes, LONGEST_LINE);
    index++;
    [line, bytes] = [[], 0];
  };
  const take = (): EventLine[] => {
    const taken = lines;
    [lines, portion] = [[], 0];
    return taken;
  };
  for await (const chunk of body) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      gather(chunk.subarray(start, at));
      end();
      start = at + 1;
      if (lines.length >= MOST_LINES || portion >= MOST_BYTES) yield take();
    }
    gather(chunk.subarray(start));
  }
  if (bytes > 0) end();
  if (lines.length > 0) yield take();
}

const NEWLINE = 0x0a;

function decode(decoder: TextDecoder, pieces: readonly Uint8Array[]): string | undefined {
  try {
    return decoder.decode(Buffer.concat(pieces));
  } catch {
    return undefined;
  }
}
