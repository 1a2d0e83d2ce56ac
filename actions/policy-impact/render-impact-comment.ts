import type { Impact } from '@souk/model/impact/impact.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { renderImpactMarkdown } from '../policy/render-impact-markdown.ts';
import type { ImpactAnswer } from './impact-thread.ts';

export const IMPACT_MARKER = '<!-- souk:policy-impact -->';

/** A comment of the Git host holds 65,536 characters. */
const LONGEST = 60_000;
const MOST_PROBLEMS = 50;
const LONGEST_PART = 300;

/** The comment with what a change of the policies does to the catalog. */
export function renderImpactComment(impact: Impact): string {
  return `${IMPACT_MARKER}\n${cut(renderImpactMarkdown(impact))}`;
}

/** The comment when the changed policies cannot be judged by, and why. */
export function renderRefusal({ message, problems }: Extract<ImpactAnswer, { state: 'refused' }>): string {
  const list = problems.slice(0, MOST_PROBLEMS).map((problem) => {
    const place = `policies/${problem.path.slice(0, LONGEST_PART)}:${problem.line}:${problem.column}`;
    return `- ${code(place)} ${prose(problem.message.slice(0, LONGEST_PART))}`;
  });
  const rest = problems.length - list.length;
  return cut(
    [
      IMPACT_MARKER,
      '## ❌ Policy impact: the changed policies cannot be used',
      list.length === 0 ? prose(message.slice(0, LONGEST_PART)) : list.join('\n'),
      ...(rest > 0 ? [`… and ${rest} more.`] : []),
      'This is for the author to mend. On your machine: `npx souk policy build`',
    ].join('\n\n'),
  );
}

/** Ends at the end of a line: no markup is left half done. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const shown = text.slice(0, LONGEST);
  return `${shown.slice(0, shown.lastIndexOf('\n'))}\n\n… and more than there is room for. See all of it: \`npx souk policy impact --all\``;
}
