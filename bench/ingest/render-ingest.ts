import type { Machine } from '../machine/describe-machine.ts';
import type { IngestResult } from './bench-ingest.ts';
import type { IngestFigures } from './ingest-figures.ts';

export interface IngestReport extends IngestResult {
  readonly machine: Machine;
}

const head = [
  'database',
  'batch',
  'events/s',
  'p50 ms',
  'p99 ms',
  'of floor',
  'sent away',
  'memory MB',
  'first to last',
];

/** The report for people. */
export function renderIngest({ ingest, postgres, memory, machine }: IngestReport): string {
  const { cores, model, memoryGb, node, loadBefore } = machine;
  const rows = [
    ...Object.entries(ingest).map(([batch, figures]) => rowOf('PGlite', batch, figures)),
    ...Object.entries(postgres).map(([batch, figures]) => rowOf('PostgreSQL', batch, figures)),
  ];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ');
  return [
    `${cores} cores (${model}), ${memoryGb} GB, Node ${node}, load before ${loadBefore}`,
    '',
    line(head),
    ...rows.map(line),
    '',
    'The floor is the same rows in one statement a batch into a table without an index: no HTTP, copies or sums.',
    ...(memory === undefined
      ? []
      : [
          `Memory of the controller grew most in ${memory.of}: from ${memory.firstMB} to ${memory.lastMB} MB (${signed(memory.growthPercent)} %).`,
        ]),
  ].join('\n');
}

function rowOf(database: string, batch: string, figures: IngestFigures): string[] {
  const { eventsPerSec, p50Ms, p99Ms, ofFloor, floorPerSec, sentAway, memory } = figures;
  return [
    ...[database, batch, String(eventsPerSec), String(p50Ms), String(p99Ms)],
    ...[`${ofFloor} of ${floorPerSec}`, String(sentAway), `${memory.medianMB}, at most ${memory.maxMB}`],
    `${memory.firstMB} to ${memory.lastMB} (${signed(memory.growthPercent)} %)`,
  ];
}

function signed(percent: number): string {
  return percent > 0 ? `+${percent}` : String(percent);
}
