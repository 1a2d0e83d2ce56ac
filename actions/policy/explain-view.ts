import type { LocatedFinding } from '@souk/model/explain/explanation.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import wrapAnsi from 'wrap-ansi';
import type { Colors } from '../report/colors.ts';

export interface ExplainView {
  readonly colors: Colors;
  readonly columns: number;
  /** Path of the policies folder, as it is shown. */
  readonly folder: string;
}

export function renderTitle(
  { id, level, layer, title, description }: PolicyRule,
  { colors, columns }: ExplainView,
): string[] {
  const kind = layer === 'risk' || layer === 'approval' ? layer : level;
  const why = description.replaceAll(/\s+/g, ' ');
  return [`${colors.bold(id)}  ${colors.dim(kind)}`, title, '', ...wrap(why, columns, '  ')];
}

export function markOf(
  finding: LocatedFinding | undefined,
  failure: string | undefined,
  colors: Colors,
): string {
  if (failure !== undefined) return colors.magenta('‼');
  switch (finding?.level) {
    case 'deny':
      return finding.waivedBy === undefined ? colors.red('✖') : colors.dim('✖');
    case 'warn':
      return colors.yellow('▲');
    case 'notice':
      return colors.blue('ℹ');
    default:
      return colors.blue('◆');
  }
}

export function wrap(text: string, columns: number, indent: string): string[] {
  return hang(text, columns, indent, indent);
}

/** Wraps a text behind a mark, its further lines below its first word. */
export function hang(text: string, columns: number, first: string, rest: string): string[] {
  const width = Math.max(40, Math.min(columns, 120)) - rest.length;
  return wrapAnsi(text, width, { trim: true })
    .split('\n')
    .map((line, i) => `${i === 0 ? first : rest}${line}`);
}
