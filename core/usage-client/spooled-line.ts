import { crc32 } from 'node:zlib';

/** An event with when it was recorded, in milliseconds since 1970. */
export interface SpooledEvent<E> {
  readonly event: E;
  readonly recordedAt: number;
}

const LINE = /^\["([0-9a-f]{8})",(.*)\]$/s;

/** A line of a segment: JSON with a checksum, as a disk may give back other bits than it was given and still be JSON. */
export function renderLine({ event, recordedAt }: SpooledEvent<unknown>): string {
  const text = `${recordedAt},${JSON.stringify(event)}`;
  return `["${checksum(text)}",${text}]\n`;
}

/** @returns undefined where it is not what was written */
export function parseLine<E>(line: Uint8Array): SpooledEvent<E> | undefined {
  const [, sum, text = ''] = LINE.exec(Buffer.from(line).toString('utf8')) ?? [];
  if (sum === undefined || sum !== checksum(text)) return undefined;
  try {
    const [recordedAt, event] = JSON.parse(`[${text}]`) as [unknown, unknown];
    if (typeof recordedAt !== 'number' || typeof event !== 'object' || event === null) return undefined;
    return { event: event as E, recordedAt };
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
