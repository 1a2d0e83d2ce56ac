import type { LocatedFinding } from '@souk/model/explain/explanation.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import type { Colors } from '../report/colors.ts';
import { wrap } from './wrap-text.ts';

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
