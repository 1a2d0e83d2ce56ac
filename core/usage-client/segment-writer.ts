import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentName } from './segment-name.ts';
import { syncFolder } from './sync-folder.ts';

/** A file of the spool, as far as it is on disk for good. */
export interface Segment {
  readonly number: number;
  /** Bytes. */
  size: number;
}

/** What a segment is written by. */
export type SegmentFile = Pick<FileHandle, 'appendFile' | 'datasync' | 'truncate' | 'close'>;
export type OpenFile = (path: string) => Promise<SegmentFile>;

/** Fails where there is a file already: a segment is written by one run of the client only. */
export const openNewFile: OpenFile = (path) => open(path, 'ax', 0o600);

export interface SegmentWriterPorts {
  readonly folder: string;
  /** Number of the first segment to write. */
  readonly next: number;
  /** Bytes after which another segment is begun. */
  readonly segmentBytes: number;
  readonly openFile: OpenFile;
  /** Told of a segment as soon as it is there; its size grows with what is on disk. */
  readonly onSegment: (segment: Segment) => void;
  /** Told of lines that are on disk. */
  readonly onWritten: (lines: number) => void;
}

interface Waiting {
  readonly line: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface OpenSegment {
  readonly segment: Segment;
  readonly file: SegmentFile;
}

/** What is written at once, at most. */
const GROUP_BYTES = 1_024 * 1_024;

/** Appends lines to segments, one after the other. Those that come while the disk is busy share the next turn. */
export class SegmentWriter {
  readonly #ports: SegmentWriterPorts;
  #next: number;
  #current: OpenSegment | undefined;
  #waiting: Waiting[] = [];
  #work: Promise<void> | undefined;

  constructor(ports: SegmentWriterPorts) {
    this.#ports = ports;
    this.#next = ports.next;
  }

  /** Resolves when the line outlives the machine's end. @throws a system error; then it is as if it was never given */
  append(line: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      this.#work ??= this.#writeAll();
    });
  }

  /** Whether more may be appended to a segment. */
  isOpen(segment: Segment): boolean {
    return this.#current?.segment === segment;
  }

  /** Resolves when nothing waits to be written. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#finish();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#write(Buffer.concat(group.map(({ line }) => line)));
      } catch (error) {
        await this.#abandon();
        for (const { reject } of group) reject(error);
        continue;
      }
      this.#ports.onWritten(group.length);
      for (const { resolve } of group) resolve();
    }
    this.#work = undefined;
  }

  #takeGroup(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const { line } of this.#waiting) {
      if (count > 0 && bytes + line.length > GROUP_BYTES) break;
      count++;
      bytes += line.length;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(data: Buffer): Promise<void> {
    const { segment, file } = this.#current ?? (await this.#begin());
    await file.appendFile(data);
    await file.datasync();
    segment.size += data.length;
    if (segment.size >= this.#ports.segmentBytes) await this.#finish();
  }

  async #begin(): Promise<OpenSegment> {
    const { folder, openFile, onSegment } = this.#ports;
    const segment: Segment = { number: this.#next++, size: 0 };
    const file = await openFile(join(folder, segmentName(segment.number)));
    // Open before anybody knows of it: one that is empty and not open is deleted.
    this.#current = { segment, file };
    onSegment(segment);
    await syncFolder(folder);
    return this.#current;
  }

  async #finish(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    await current?.file.close();
  }

  /** After a failure nobody knows what of the last lines is on disk: they are cut off, and nothing is put behind them. */
  async #abandon(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (current === undefined) return;
    await current.file.truncate(current.segment.size).catch(() => undefined);
    await current.file.close().catch(() => undefined);
  }
}
