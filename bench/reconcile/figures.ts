/** How values are spread. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

/** Figures of one size on one database. */
export interface ReconcileFigures {
  /** Manifests in the catalog. */
  readonly entities: number;
  /** Entities a second from the start of the process until all are served. */
  readonly coldPerSec: number;
  readonly coldMs: number;
  /** Share of it until the process answered at all; whatever the size, its database is made in it. */
  readonly startMs: number;
  /** How long it went on writing after that: what is served is looked through for vulnerabilities and the like. */
  readonly settledMs: number;
  /** From the wake-up until an app is served as a commit has changed it, by asking for it every 10 ms. */
  readonly visibleMs: Spread;
  /** The same as `/api/v1/wait` tells it. */
  readonly waitMs: Spread;
  /** Until a process that comes back serves everything. */
  readonly restartMs: number;
  /** Rows written while nothing happened. */
  readonly idleWrites: number;
  readonly idle: IdleWrites;
  /** The most memory that the process ever held. */
  readonly rssMb: number;
  /** What it held in the end. */
  readonly residentMb: number;
}

/** Everything that can be seen of writing while nothing happens. */
export interface IdleWrites {
  readonly seconds: number;
  /** Rows inserted, updated or deleted. */
  readonly rows: number;
  /** Transactions that wrote. */
  readonly transactions: number;
  /** Files of the embedded database that changed; undefined on PostgreSQL. */
  readonly files?: number;
  /** Bytes of write-ahead log; undefined on the embedded database. */
  readonly walBytes?: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), min: at(0), max: at(1) };
}
