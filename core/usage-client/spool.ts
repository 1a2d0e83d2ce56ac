import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSegments } from './open-segments.ts';
import { type BrokenPiece, parseSegment } from './parse-segment.ts';
import type { Position } from './position.ts';
import { segmentName } from './segment-name.ts';
import { type OpenFile, type Segment, SegmentWriter } from './segment-writer.ts';
import type { SpooledEvent } from './spooled-line.ts';
import { readPosition, storePosition } from './store-position.ts';
import { UsageClientError } from './usage-client-error.ts';

/** What is next to be sent. */
export interface Batch<E> {
  readonly events: readonly SpooledEvent<E>[];
  /** What could not be read in between; offsets are those in the segment. */
  readonly broken: readonly BrokenPiece[];
  readonly segment: number;
  readonly end: Position;
  readonly lines: number;
}

export interface SpoolOptions {
  readonly folder: string;
  /** Bytes that segments may take on disk. */
  readonly mostBytes: number;
  readonly openFile: OpenFile;
  readonly onWritten: () => void;
}

/** Bytes that are read and sent at once. A line is far shorter. */
const BATCH_BYTES = 1_024 * 1_024;

/** What waits on disk: written at one end, settled at the other. Memory holds no more than what is under way. */
export class Spool {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #segments: Segment[];
  readonly #writer: SegmentWriter;
  #at: Position;
  #waiting: number;
  /** Bytes that are about to be written. */
  #coming = 0;

  private constructor(
    { folder, mostBytes, openFile, onWritten }: SpoolOptions,
    { segments, at, waiting }: Awaited<ReturnType<typeof openSegments>>,
  ) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    this.#segments = segments;
    this.#at = at;
    this.#waiting = waiting;
    this.#writer = new SegmentWriter({
      ...{ folder, openFile },
      // Above any that was ever settled: a place in one must not be taken for a place in another.
      next: Math.max(at.segment, segments.at(-1)?.number ?? 0) + 1,
      segmentBytes: Math.min(1_024 * 1_024, Math.ceil(mostBytes / 8)),
      onSegment: (segment) => this.#segments.push(segment),
      onWritten: (lines) => {
        this.#waiting += lines;
        onWritten();
      },
    });
  }

  /** @throws a system error */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { folder } = options;
    const spool = new Spool(options, await openSegments(folder, await readPosition(folder)));
    await spool.#deleteSettled();
    return spool;
  }

  /** Lines that are not settled. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes that it takes on disk, what is settled and not yet deleted included. */
  get bytes(): number {
    return this.#segments.reduce((sum, { size }) => sum + size, 0);
  }

  get at(): Position {
    return this.#at;
  }

  /** Where what is on disk ends. */
  get end(): Position {
    const last = this.#segments.findLast(({ size }) => size > 0);
    return last === undefined ? this.#at : { segment: last.number, offset: last.size };
  }

  /** Resolves when the line is on disk. @throws {UsageClientError} `spool-full`, `not-written` */
  async append(line: string): Promise<void> {
    const bytes = Buffer.from(line);
    if (this.bytes + this.#coming + bytes.length > this.#mostBytes)
      throw new UsageClientError(
        'spool-full',
        `${this.#waiting} events wait in ${this.#folder}, as many as fit into ${this.#mostBytes} bytes: see why they are not sent, or allow for more.`,
      );
    this.#coming += bytes.length;
    try {
      await this.#writer.append(bytes);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UsageClientError('not-written', `The event could not be written: ${reason}.`, { cause });
    } finally {
      this.#coming -= bytes.length;
    }
  }

  /** @returns undefined when nothing waits */
  async read<E>(mostEvents: number): Promise<Batch<E> | undefined> {
    await this.#deleteSettled();
    const [segment] = this.#segments;
    if (segment === undefined) return undefined;
    const from = this.#settledOf(segment);
    const left = segment.size - from;
    if (left <= 0) return undefined;
    return this.#readAt<E>(segment, from, Math.min(left, BATCH_BYTES), mostEvents);
  }

  /** Notes that all before the end of a batch is settled, and resolves when that is on disk. */
  async advance({ end, lines }: Batch<unknown>): Promise<void> {
    await storePosition(this.#folder, end);
    this.#at = end;
    this.#waiting -= lines;
    await this.#deleteSettled();
  }

  /** Resolves when what was given so far is on disk, or was refused. */
  idle(): Promise<void> {
    return this.#writer.idle();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  async #deleteSettled(): Promise<void> {
    for (;;) {
      const [segment] = this.#segments;
      if (segment === undefined || this.#writer.isOpen(segment)) return;
      if (this.#settledOf(segment) < segment.size) return;
      await rm(join(this.#folder, segmentName(segment.number)), { force: true });
      this.#segments.shift();
    }
  }

  /** Bytes of a segment that are settled. */
  #settledOf({ number, size }: Segment): number {
    if (number === this.#at.segment) return this.#at.offset;
    return number < this.#at.segment ? size : 0;
  }

  async #readAt<E>(segment: Segment, from: number, length: number, mostEvents: number): Promise<Batch<E>> {
    const isEnd = from + length === segment.size && !this.#writer.isOpen(segment);
    const bytes = await readBytes(join(this.#folder, segmentName(segment.number)), from, length);
    const parsed = parseSegment<E>(bytes, isEnd, mostEvents);
    return {
      events: parsed.events,
      broken: parsed.broken.map(({ offset, bytes: piece }) => ({ offset: from + offset, bytes: piece })),
      segment: segment.number,
      end: { segment: segment.number, offset: from + parsed.length },
      lines: parsed.lines,
    };
  }
}

async function readBytes(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
