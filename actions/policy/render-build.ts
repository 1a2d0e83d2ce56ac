import { plainText } from '@souk/model/report/plain-text.ts';
import type { Colors } from '../report/colors.ts';
import type { BuildOutcome, StalenessOutcome } from './run-build.ts';

/** Entries of a list that are shown; a change of a library touches every rule. */
const MOST = 20;
const FEW = 5;

/** What a build did, for people. */
export function renderBuild(
  { files, changes, rules, cases, wasmBytes, reused }: BuildOutcome,
  { shownFolder, ms, colors }: { readonly shownFolder: string; readonly ms: number; readonly colors: Colors },
): string {
  const written = [...files.missing, ...files.differing].sort();
  const lines = changedRules(changes, colors);
  const verdict =
    written.length + files.extra.length === 0
      ? 'is up to date'
      : reused && written.includes('data.json')
        ? 'has new data'
        : 'is built';
  return `${[
    ...(lines.length === 0 ? [] : [...shorten(lines, colors), '']),
    `${colors.green(colors.bold('✔'))} ${colors.bold(shownFolder)} ${verdict}`,
    ...(written.length === 0 ? [] : [colors.dim(`  wrote ${written.join(', ')}`)]),
    ...(files.extra.length === 0 ? [] : [colors.dim(`  removed ${files.extra.map(plainText).join(', ')}`)]),
    colors.dim(`  ${rules} rules, ${cases} cases, ${kilobytes(wasmBytes)} of WebAssembly, in ${seconds(ms)}`),
  ].join('\n')}\n`;
}

/** Whether a committed bundle is what its sources give, for people. */
export function renderStaleness(
  { files, sources, rebuilt }: StalenessOutcome,
  { shownFolder, colors }: { readonly shownFolder: string; readonly colors: Colors },
): string {
  const how = rebuilt ? 'built again, and every byte is the same' : 'by the digests of its sources and files';
  const note = rebuilt ? [] : [colors.dim('  OPA is not here, so the rules were not compiled again.')];
  const entries = [
    ...sources.map(({ path, change }) => [path, `${change} since the build`] as const),
    ...files.differing.map((name) => [`bundle/${name}`, 'is not what the sources give'] as const),
    ...files.missing.map((name) => [`bundle/${name}`, 'is missing'] as const),
    ...files.extra.map((name) => [`bundle/${name}`, 'does not belong there'] as const),
  ];
  if (entries.length === 0)
    return `${[`${colors.green(colors.bold('✔'))} ${colors.bold(shownFolder)} is fresh: ${how}`, ...note].join('\n')}\n`;
  const width = Math.max(...entries.map(([path]) => path.length));
  const lines = entries.map(
    ([path, what]) => `  ${colors.yellow('~')} ${plainText(path).padEnd(width)}  ${colors.dim(what)}`,
  );
  return `${[
    `${colors.red(colors.bold('✖'))} ${colors.bold(shownFolder)} is stale`,
    ...shorten(lines, colors),
    ...note,
    `  ${colors.cyan('→')} Run: souk policy build${sources.length === 0 ? ' --full' : ''}`,
  ].join('\n')}\n`;
}

function changedRules({ added, removed, changed }: BuildOutcome['changes'], colors: Colors): string[] {
  const entries = [
    ...added.map(
      ({ id, level, stage, kinds }) =>
        ['+', id, `new: ${level}, stage ${stage}, ${kinds.join(', ')}`] as const,
    ),
    ...groupByReason(changed).map(([who, because]) => ['~', who, `changed: ${because}`] as const),
    ...removed.map(({ id }) => ['-', id, 'removed'] as const),
  ];
  const width = Math.max(0, ...entries.map(([, who]) => who.length));
  const paint = { '+': colors.green, '~': colors.yellow, '-': colors.red };
  return entries.map(
    ([mark, who, what]) =>
      `  ${paint[mark](mark)} ${plainText(who).padEnd(width)}  ${colors.dim(plainText(what))}`,
  );
}

/** Rules that changed for one and the same reason outside themselves are told together when they are many. */
function groupByReason(changed: BuildOutcome['changes']['changed']): (readonly [string, string])[] {
  const groups = Map.groupBy(changed, ({ because }) => because.join(', '));
  return [...groups].flatMap(([because, group]) =>
    group.length > FEW && /^(lib|data)\//.test(because)
      ? [[`${group.length} rules`, because] as const]
      : group.map(({ rule }) => [rule.id, because] as const),
  );
}

function shorten(lines: readonly string[], colors: Colors): string[] {
  if (lines.length <= MOST) return [...lines];
  return [...lines.slice(0, MOST - 1), colors.dim(`  … and ${lines.length - MOST + 1} more`)];
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
