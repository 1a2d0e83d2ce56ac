import { plainText } from '@souk/model/report/plain-text.ts';
import type { Colors } from '../report/colors.ts';
import { formatCount } from '../report/count-words.ts';
import { flipMarks, paintFlip } from './impact-marks.ts';
import type { ImpactGroup, ImpactSection } from './impact-sections.ts';
import { teamTitle } from './impact-words.ts';
import { renderRows } from './text-rows.ts';
import { hang } from './wrap-text.ts';

/** How much of one team is shown. */
export interface SectionLimits {
  readonly groups: number;
  readonly entities: number;
}

/** For whom it is shown. */
export interface SectionView {
  readonly colors: Colors;
  readonly columns: number;
}

/** What concerns one team: each thing that happens, and to which entities. */
export function renderSection(
  { team, groups }: ImpactSection,
  limits: SectionLimits,
  { colors, columns }: SectionView,
): string {
  const id = team.team === null || team.name === null ? '' : colors.dim(`  ${plainText(team.team)}`);
  const shown = groups.slice(0, limits.groups);
  const rest = groups.slice(limits.groups).reduce((sum, { entities }) => sum + entities.length, 0);
  return [
    `${colors.underline(plainText(teamTitle(team)))}${id}`,
    ...shown.flatMap((group) => renderGroup(group, limits, { colors, columns })),
    ...(rest > 0 ? [colors.dim(`  … and ${formatCount(rest)} more of other rules`)] : []),
  ].join('\n');
}

function renderGroup(group: ImpactGroup, limits: SectionLimits, { colors, columns }: SectionView): string[] {
  const { kind, shadow, rule, label, message, entities } = group;
  const how = [...(shadow ? ['if enforced'] : []), ...(label === '' ? [] : [label])].join(', ');
  const text = plainText(message.replaceAll('\n', ' '));
  const said = kind === 'newlyPassing' ? colors.dim(`no longer: ${text}`) : text;
  const rows = entities.map(({ key, location }) => [
    plainText(key),
    colors.dim(
      location === undefined ? '' : plainText(`${location.path}:${location.line}:${location.column}`),
    ),
  ]);
  return [
    `  ${markOf(kind, colors)} ${colors.bold(plainText(rule ?? kind))}${how === '' ? '' : `  ${plainText(how)}`}`,
    ...(text === '' ? [] : hang(said, columns, '    ', '    ')),
    ...renderRows(rows, limits.entities, colors, '      '),
  ];
}

function markOf(kind: ImpactGroup['kind'], colors: Colors): string {
  return kind === 'risk' || kind === 'approvals'
    ? colors.blue('◆')
    : paintFlip(kind, colors)(flipMarks[kind]);
}
