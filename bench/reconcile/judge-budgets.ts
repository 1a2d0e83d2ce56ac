import type { ReconcileResult } from './bench-reconcile.ts';
import type { ReconcileFigures } from './figures.ts';

export interface Judgement {
  readonly what: string;
  readonly value: number;
  readonly budget: string;
  readonly holds: boolean;
}

/** The design promises for about so many entities. */
const PROMISED_FROM = 10_000;

/** What the design promises, and whether it holds. */
export function judgeBudgets({ reconcile, postgres }: ReconcileResult): Judgement[] {
  const all = [
    ...Object.entries(reconcile).map(([size, figures]) => ({ name: `reconcile.${size}`, figures })),
    ...Object.entries(postgres).map(([size, figures]) => ({ name: `postgres.${size}`, figures })),
  ];
  return [
    ...all.flatMap(({ name, figures }) => judgeEvery(name, figures)),
    ...Object.entries(reconcile).map(([size, { coldPerSec }]) => ({
      what: `reconcile.${size}.coldPerSec`,
      value: coldPerSec,
      budget: '≥ 1500',
      holds: coldPerSec >= 1_500,
    })),
    ...Object.entries(reconcile)
      .filter(([size]) => Number(size) === PROMISED_FROM)
      .map(([size, { rssMb }]) => ({
        what: `reconcile.${size}.rssMb`,
        value: rssMb,
        budget: '≤ 700',
        holds: rssMb <= 700,
      })),
  ];
}

function judgeEvery(name: string, { visibleMs, idleWrites }: ReconcileFigures): Judgement[] {
  return [
    { what: `${name}.visibleMs.p95`, value: visibleMs.p95, budget: '≤ 200', holds: visibleMs.p95 <= 200 },
    { what: `${name}.idleWrites`, value: idleWrites, budget: '0', holds: idleWrites === 0 },
  ];
}
