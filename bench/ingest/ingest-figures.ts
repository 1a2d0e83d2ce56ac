import type { MemoryFigures } from './memory-figures.ts';

/** Figures of batches of one size on one database. */
export interface IngestFigures {
  readonly events: number;
  readonly connections: number;
  readonly eventsPerSec: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests that were told to come again. */
  readonly sentAway: number;
  /** Of the controller, and with it the embedded database. */
  readonly memory: MemoryFigures;
  /** Rows a second of the same size in one statement each, into a table without an index. */
  readonly floorPerSec: number;
  /** What is left of that when events come by HTTP, count once and are added up. */
  readonly ofFloor: number;
}

/** By the size of batches. */
export type BatchFigures = Readonly<Record<string, IngestFigures>>;

/** Memory of the run whose controller has grown most. */
export interface WorstMemory extends MemoryFigures {
  /** Such as `ingest.100`. */
  readonly of: string;
}

export function worstMemory(
  figures: Readonly<Record<'ingest' | 'postgres', BatchFigures>>,
): WorstMemory | undefined {
  const all = Object.entries(figures).flatMap(([key, sizes]) =>
    Object.entries(sizes).map(([size, { memory }]) => ({ of: `${key}.${size}`, ...memory })),
  );
  return all.toSorted((a, b) => b.growthPercent - a.growthPercent)[0];
}

/** Rounded down: a figure that is shown was reached. */
export function shareOf(value: number, floor: number): number {
  return Math.floor((value / floor) * 100) / 100;
}
