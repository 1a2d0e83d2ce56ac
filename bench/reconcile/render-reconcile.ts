import type { Machine } from '../machine/describe-machine.ts';
import type { ReconcileResult } from './bench-reconcile.ts';
import type { ReconcileFigures, Spread } from './figures.ts';
import type { Judgement } from './judge-budgets.ts';
import type { ReplayFigures } from './replay-history.ts';

export interface ReconcileReport extends ReconcileResult {
  readonly replay?: ReplayFigures | undefined;
  readonly budgets: readonly Judgement[];
  readonly machine: Machine;
}

/** The report for people. */
export function renderReconcile({ reconcile, postgres, replay, budgets, machine }: ReconcileReport): string {
  const { cores, model, memoryGb, node, loadBefore } = machine;
  return [
    `${cores} cores (${model}), ${memoryGb} GB, Node ${node}, load before ${loadBefore}`,
    ...Object.entries(reconcile).flatMap(([size, figures]) => renderFigures(size, 'PGlite', figures)),
    ...Object.entries(postgres).flatMap(([size, figures]) => renderFigures(size, 'PostgreSQL', figures)),
    ...(replay === undefined ? [] : renderReplay(replay)),
    '',
    'What the design promises:',
    ...budgets.map(
      ({ what, value, budget, holds }) => `  ${holds ? 'holds ' : 'BROKEN'} ${what} ${budget}: ${value}`,
    ),
  ].join('\n');
}

function renderFigures(size: string, database: string, figures: ReconcileFigures): string[] {
  const {
    settledMs,
    entities,
    coldPerSec,
    coldMs,
    startMs,
    visibleMs,
    waitMs,
    restartMs,
    idle,
    rssMb,
    residentMb,
  } = figures;
  const { files, walBytes } = idle;
  const traces = [
    `${idle.rows} rows, ${idle.transactions} transactions`,
    ...(files === undefined ? [] : [`${files} files`]),
    ...(walBytes === undefined ? [] : [`${walBytes} bytes of log`]),
  ].join(', ');
  return [
    '',
    `${size}: ${entities} entities, ${database}`,
    `  cold sync       ${coldPerSec} entities/s: ${coldMs} ms, of which the start takes ${startMs} ms`,
    `  settled         ${settledMs} ms after that`,
    `  visible         ${renderSpread(visibleMs)}`,
    `  /api/v1/wait    ${renderSpread(waitMs)}`,
    `  start again     ${restartMs} ms`,
    `  idle for ${idle.seconds} s   ${traces}`,
    `  memory          ${rssMb} MB at most, ${residentMb} MB in the end`,
  ];
}

function renderReplay({ commits, entities, divergences, perCommitMs }: ReplayFigures): string[] {
  return [
    '',
    `replay of ${commits} commits, ${entities} entities in the end`,
    `  a commit        ${renderSpread(perCommitMs)}`,
    `  divergences     ${divergences}`,
  ];
}

function renderSpread({ p50, p95, min, max }: Spread): string {
  return `median ${p50} ms, p95 ${p95} ms (${min} to ${max})`;
}
