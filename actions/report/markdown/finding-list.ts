import type { Finding, Level, Location } from '@souk/model/finding/finding.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { formatCount } from '../count-words.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';
import { link } from './link.ts';

export const levelMarks: Readonly<Record<Level, string>> = { error: '‼️', deny: '❌', warn: '⚠️', notice: 'ℹ️' };

/** Findings that stand open on a page; people mend the first ones first. */
const MOST_OPEN = 12;

/** Rules that are named where there are more findings than stand open. */
const MOST_RULES = 5;

/** Bytes kept free for what stands around the lists. */
const FRAME = 1000;

export interface FindingListOptions {
  /** Bytes. */
  readonly room: number;
  /** Address of a page of the documentation. */
  readonly docs: (path: string) => string;
  /** Where all of them are; the end of a sentence. */
  readonly elsewhere: string;
}

/** Findings by file, each with its line, what is wrong and how to mend it; many are folded. */
export function renderFindingList(
  findings: readonly Finding[],
  { room, docs, elsewhere }: FindingListOptions,
): string {
  const inOrder = [...Map.groupBy(findings, ({ location }) => location.path).values()].flat();
  const tellRest = (left: number): string => `\n… and ${formatCount(left)} more: ${elsewhere}.`;
  const open = fitBlocks(renderBlocks(inOrder.slice(0, MOST_OPEN), docs), room / 2, () => undefined);
  const folded = inOrder.slice(open.length);
  if (folded.length === 0) return open.join('\n').trim();
  const list = fitBlocks(renderBlocks(folded, docs), room / 2 - FRAME, tellRest).join('\n');
  const title = `<b>And ${formatCount(folded.length)} more</b>`;
  return [countRules(findings), open.join('\n').trim(), fold(title, list.trim())].join('\n\n');
}

/** One block a finding; the first of a file says which file it is. */
function renderBlocks(findings: readonly Finding[], docs: FindingListOptions['docs']): string[] {
  return findings.map((finding, i) => {
    const { path } = finding.location;
    const title = findings[i - 1]?.location.path === path ? '' : `\n${code(path)}\n`;
    return title + renderFinding(finding, docs);
  });
}

function renderFinding(finding: Finding, docs: FindingListOptions['docs']): string {
  const { level, location, message, help, rule, waivedBy } = finding;
  const excuse = waivedBy === undefined ? '' : ` Waived by ${code(waivedBy)}.`;
  return `- ${levelMarks[level]} **${placeWords(location)}:** ${prose(message)}<br>→ ${prose(help)}${excuse} · ${link(prose(rule), docs(finding.docs))}`;
}

function placeWords({ line, column, endLine, endColumn }: Location): string {
  const isWhole = line === 1 && column === 1 && endLine === 1 && endColumn === 1;
  return isWhole ? 'The file' : `Line ${line}`;
}

/** Which rules many findings are of: whoever mends one kind at a time is done sooner. */
function countRules(findings: readonly Finding[]): string {
  const counts = [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([rule, same]) => ({ rule, count: same.length }))
    .toSorted((a, b) => b.count - a.count);
  const shown = counts.slice(0, MOST_RULES).map(({ rule, count }) => `${code(rule)} ×${formatCount(count)}`);
  return `Most of them: ${shown.join(', ')}`;
}
