import type { PolicyBench } from './bench-policy.ts';
import type { PeerFigures } from './policy-figures.ts';

/** The figures as a table for people. */
export function renderFigures(bench: PolicyBench): string {
  const { policy, peers, budget, machine, versions, runs, seed, rules } = bench;
  const rows = Object.entries(policy).map(([size, figures]) => [
    String(figures.entities),
    milliseconds(figures.coldMs, figures.coldSpreadMs),
    milliseconds(figures.coldDocumentMs, figures.coldDocumentSpreadMs),
    `${figures.warmPerSec}/s`,
    peerCell(peers.conftest[size], runs),
    peerCell(peers.opa[size], runs),
    ratio(peers.conftest[size], figures.coldMs),
  ]);
  const first = Object.values(policy).find(({ firstMs }) => firstMs !== undefined);
  return [
    `${rules} rules over generated catalogs (seed ${seed}): median of ${runs} runs, and the spread`,
    '',
    ...renderTable([
      ['entities', 'souk, cold', 'cold, one file', 'warm', 'conftest', 'opa eval', 'conftest/souk'],
      ...rows,
    ]),
    '',
    'Whole processes, from start to exit. souk, cold and conftest read the same files, one an entity;',
    'cold, one file and opa eval read one document. All found the same number of violations of each rule.',
    ...(first === undefined
      ? []
      : [
          `The very first process, with nothing compiled before: ${first.firstMs} ms over ${first.entities}.`,
        ]),
    '',
    `${budgetMark(budget.coldMs.holds)} a cold process over 10,000 within ${budget.coldMs.limit} ms: ${budget.coldMs.value === null ? 'not measured' : `${budget.coldMs.value} ms`}`,
    `${budgetMark(budget.conftestRatio.holds)} ${budget.conftestRatio.limit} times faster than conftest: ${budget.conftestRatio.value === null ? 'not measured' : `${budget.conftestRatio.value} times`}`,
    '',
    `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, load ${machine.loadBefore} before; Node ${versions.node},`,
    `conftest ${versions.conftest ?? 'not installed'}, OPA ${versions.opa ?? 'not installed'}, bundle ${versions.bundle} by OPA ${versions.bundleOpa}`,
  ].join('\n');
}

function milliseconds(median: number, [min, max]: readonly [number, number]): string {
  return min === max ? `${median} ms` : `${median} ms (${min}–${max})`;
}

function peerCell(figures: PeerFigures | undefined, runs: number): string {
  if (figures === undefined || figures.wallMs === null) return '–';
  const text = milliseconds(figures.wallMs, figures.spreadMs ?? [figures.wallMs, figures.wallMs]);
  return figures.runs === runs ? text : `${text}, ${figures.runs === 1 ? 'once' : `${figures.runs} runs`}`;
}

function ratio(conftest: PeerFigures | undefined, coldMs: number): string {
  const wallMs = conftest?.wallMs;
  return wallMs === undefined || wallMs === null ? '–' : `${(wallMs / coldMs).toFixed(1)} ×`;
}

function budgetMark(holds: boolean | null): string {
  return holds === null ? '?' : holds ? '✔' : '✖';
}

/** Columns to the right, two spaces apart. */
export function renderTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('   '));
}
