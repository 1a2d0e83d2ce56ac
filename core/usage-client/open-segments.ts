import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from './position.ts';
import { parseSegmentName, segmentName } from './segment-name.ts';
import type { Segment } from './segment-writer.ts';

export interface OpenedSegments {
  /** What is left from before, in order. */
  readonly segments: Segment[];
  /** Where what is not settled begins. */
  readonly at: Position;
  /** Lines from there to the end. */
  readonly waiting: number;
}

const CHUNK_BYTES = 64 * 1_024;
const NEWLINE = 0x0a;

/** Finds what a run before has left, and cuts off a line that it had not finished: nobody was told that it is kept. */
export async function openSegments(folder: string, settled: Position | undefined): Promise<OpenedSegments> {
  const numbers = (await readdir(folder))
    .flatMap((name) => parseSegmentName(name) ?? [])
    .toSorted((a, b) => a - b);
  const last = numbers.at(-1);
  const segments: Segment[] = [];
  let at = settled ?? { segment: 1, offset: 0 };
  const [first] = numbers;
  // What was settled is deleted before that is noted.
  if (first !== undefined && (settled === undefined || first > at.segment))
    at = { segment: first, offset: 0 };
  let waiting = 0;
  for (const number of numbers) {
    const from = number === at.segment ? at.offset : number < at.segment ? Number.POSITIVE_INFINITY : 0;
    const { size, lines } = await look(join(folder, segmentName(number)), from, number === last);
    segments.push({ number, size });
    waiting += lines;
  }
  return { segments, at, waiting };
}

/** @param from where to count lines from */
async function look(path: string, from: number, isLast: boolean): Promise<{ size: number; lines: number }> {
  const file = await open(path, 'r+');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let [size, lines, end] = [0, 0, 0];
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, size);
      if (bytesRead === 0) break;
      for (let i = chunk.indexOf(NEWLINE); i !== -1 && i < bytesRead; i = chunk.indexOf(NEWLINE, i + 1)) {
        end = size + i + 1;
        if (end > from) lines++;
      }
      size += bytesRead;
    }
    if (!isLast || end === size) return { size, lines };
    await file.truncate(end);
    await file.datasync();
    return { size: end, lines };
  } finally {
    await file.close();
  }
}
