import { createHash } from 'node:crypto';
import type { NewReviewComment } from '@souk/github/submit-review.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { gravestFirst } from './gravest-first.ts';

export interface SuggestionSources {
  readonly findings: readonly Finding[];
  /** Text of a file as it is at the head of the pull request, secrets blotted out. */
  readonly textOf: (path: string) => string;
  /** Whether the pull request shows the line: nowhere else can a comment stand. */
  readonly isTouched: (path: string, line: number) => boolean;
  /** Bodies of the comments that Souk wrote before. */
  readonly posted: readonly string[];
}

/** A pull request with more of them would be drowned. */
const MOST = 20;

/** What stands for a secret in texts that are shown: a line with it is not the line of the file. */
const BLOTTED = /\*{6}/;

interface Mendable extends Finding {
  readonly fix: NonNullable<Finding['fix']>;
}

/** Changes that an author takes over with one click, one comment a line, none that was made before. */
export function assembleSuggestions({
  findings,
  textOf,
  isTouched,
  posted,
}: SuggestionSources): NewReviewComment[] {
  const mendable = gravestFirst(findings).filter(
    (finding): finding is Mendable =>
      finding.fix !== undefined &&
      finding.waivedBy === undefined &&
      finding.location.line === finding.location.endLine &&
      isTouched(finding.location.path, finding.location.line),
  );
  const byLine = Map.groupBy(mendable, ({ location }) => `${location.line} ${location.path}`);
  return [...byLine.values()]
    .flatMap((same) => suggestLine(same, textOf))
    .filter(({ marker }) => !posted.some((body) => body.startsWith(marker)))
    .slice(0, MOST)
    .map(({ comment }) => comment);
}

function suggestLine(
  findings: readonly Mendable[],
  textOf: SuggestionSources['textOf'],
): { readonly marker: string; readonly comment: NewReviewComment }[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { path, line } = first.location;
  const before = textOf(path).split('\n')[line - 1]?.replace(/\r$/, '');
  if (before === undefined || BLOTTED.test(before)) return [];
  const taken = withoutOverlaps(findings);
  const after = taken.reduceRight(
    (text, { location, fix }) =>
      text.slice(0, location.column - 1) + fix.text + text.slice(location.endColumn - 1),
    before,
  );
  if (after === before || /[\r\n]/.test(after)) return [];
  const marker = markerOf(taken, after);
  const fence = fenceFor(after);
  const body = [
    marker,
    ...taken.map(({ message, fix, rule }) => `${prose(message)} **${prose(fix.label)}?** (${code(rule)})`),
    `${fence}suggestion\n${after}\n${fence}`,
  ].join('\n\n');
  return [{ marker, comment: { path, line, body } }];
}

/** From left to right; of two that touch the same text the first counts. */
function withoutOverlaps(findings: readonly Mendable[]): Mendable[] {
  const sorted = findings.toSorted((a, b) => a.location.column - b.location.column);
  let end = 0;
  return sorted.filter(({ location }) => {
    if (location.column < end) return false;
    end = location.endColumn;
    return true;
  });
}

/** Tells the same suggestion at the same place again. */
function markerOf(findings: readonly Mendable[], after: string): string {
  const [first] = findings;
  const parts = [first?.location.path, first?.location.line, findings.map(({ rule }) => rule), after];
  return `<!-- souk:fix ${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)} -->`;
}

/** A fence that no run of backticks in the text can close. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(longest + 1);
}
