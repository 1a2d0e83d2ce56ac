import { plainText } from '@souk/model/report/plain-text.ts';
import pc from 'picocolors';
import type { Colors } from '../report/colors.ts';
import { formatCount, plural } from '../report/count-words.ts';
import type { TimingChange, TimingComparison } from './compare-timings.ts';
import type { PolicyTimings, Timing } from './policy-timings.ts';
import { renderRows } from './text-rows.ts';

const MOST = 20;
const BAR = 20;

/** The times of the rules, for people: the slowest first. */
export function renderTimings(
  timings: PolicyTimings,
  { color, all }: { readonly color: boolean; readonly all: boolean },
): string {
  const colors = pc.createColors(color);
  const { rules, runs, entities, cases, together } = timings;
  const on = [plural(entities, 'entity', 'entities'), ...(cases > 0 ? [plural(cases, 'recorded case')] : [])];
  const largest = Math.max(...rules.map(({ share }) => share), Number.EPSILON);
  const rows = rules.map((timing) => [
    plainText(timing.rule),
    `${formatTime(timing.median)} µs`,
    colors.dim(`± ${formatTime(timing.spread)}`),
    `${(timing.share * 100).toFixed(1).padStart(5)} %`,
    colors.cyan('█'.repeat(Math.round((timing.share / largest) * BAR))),
  ]);
  const most = all ? Number.POSITIVE_INFINITY : MOST;
  return `${[
    `${colors.bold(plural(rules.length, 'rule'))} on ${on.join(' and ')}, median of ${plural(runs, 'run')}; microseconds for an entity`,
    '',
    ...renderRows(rightAlign(rows, 1), most, colors),
    '',
    `All together ${colors.bold(`${formatTime(together.median)} µs`)} ${colors.dim(`± ${formatTime(together.spread)}`)}: ${formatCount(perSecond(together))} entities a second on one core`,
  ].join('\n')}\n`;
}

/** How the times differ from earlier ones, for people: what is slower is named. */
export function renderTimingComparison(
  { changes, added, removed, sameMachine }: TimingComparison,
  { color, file, threshold }: { readonly color: boolean; readonly file: string; readonly threshold: number },
): string {
  const colors = pc.createColors(color);
  const slower = changes.filter(({ verdict }) => verdict === 'slower');
  const faster = changes.filter(({ verdict }) => verdict === 'faster');
  const verdict =
    slower.length === 0
      ? `${colors.green(colors.bold('✔ nothing is slower'))} than in ${plainText(file)} by more than ${threshold} %`
      : `${colors.red(colors.bold(`✖ slower than in ${plainText(file)}`))} by more than ${threshold} %`;
  return `${[
    verdict,
    ...renderRows(
      [...slower, ...faster].map((change) => describe(change, colors)),
      MOST,
      colors,
    ),
    ...(added.length === 0 ? [] : [colors.dim(`  new since then: ${plainText(added.join(', '))}`)]),
    ...(removed.length === 0 ? [] : [colors.dim(`  gone since then: ${plainText(removed.join(', '))}`)]),
    ...(sameMachine
      ? []
      : [
          colors.yellow(
            '  That was measured on another machine or by another Node, so the times cannot be compared.',
          ),
        ]),
  ].join('\n')}\n`;
}

function describe({ rule, before, after, ratio, verdict }: TimingChange, colors: Colors): string[] {
  return [
    verdict === 'slower' ? colors.red('✖') : colors.green('✔'),
    rule === null ? 'all together' : plainText(rule),
    `${formatTime(before.median)} → ${formatTime(after.median)} µs`,
    verdict === 'slower' ? colors.red(`× ${ratio.toFixed(2)}`) : colors.green(`× ${ratio.toFixed(2)}`),
  ];
}

function rightAlign(rows: readonly string[][], column: number): string[][] {
  const width = Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => row.map((cell, i) => (i === column ? cell.padStart(width) : cell)));
}

function formatTime(microseconds: number): string {
  return microseconds >= 100 ? formatCount(Math.round(microseconds)) : microseconds.toFixed(1);
}

function perSecond({ median }: Timing): number {
  return median === 0 ? 0 : Math.round(1e6 / median / 10) * 10;
}
