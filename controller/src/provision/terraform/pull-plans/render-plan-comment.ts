import type { PlanPreview } from '../preview-plan.ts';

/** How the one comment with plans on a pull request is found again. */
export const planMarker = '<!-- souk:plan -->';

export interface PlannedInstallation {
  readonly id: string;
  /** Of its entry; undefined where none would run. */
  readonly version: string | undefined;
  readonly outcome:
    | { readonly type: 'plan'; readonly preview: PlanPreview }
    | { readonly type: 'note'; readonly text: string };
}

/** A comment on GitHub holds 65,536 characters. */
const LONGEST = 59_000;
const LONGEST_NOTE = 300;
/** Of a plan, so that the others are seen too. */
const SHORTEST_SHARE = 1_000;

/** The plans of a pull request as its sticky comment, for the commit that they were made for. */
export function renderPlanComment(head: string, installations: readonly PlannedInstallation[]): string {
  const rows = installations.map(renderRow);
  const table = [
    '| Installation | Version | Create | Change | Replace | Destroy |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
  const intro = `${planMarker}\n### What merging this would do\n\nPlanned for ${head.slice(0, 12)} against what is there now. Nothing was changed. Values that are sensitive are not shown, and secrets that are new here were not read. It is planned again for the next commit.`;
  const top = `${intro}\n\n${table}\n`;
  const texts = installations.flatMap(({ id, outcome }) =>
    outcome.type === 'plan' ? [{ id, text: outcome.preview.text }] : [],
  );
  return top + renderTexts(texts, LONGEST - top.length);
}

function renderRow({ id, version, outcome }: PlannedInstallation): string {
  const name = `\`${id}\``;
  if (outcome.type === 'note') return `| ${name} | ${version ?? '–'} | ${quote(outcome.text)} | | | |`;
  const { create, change, replace, destroy } = outcome.preview;
  const gone = (count: number): string => (count === 0 ? '0' : `**${count}**`);
  return `| ${name} | ${version ?? '–'} | ${create} | ${change} | ${gone(replace)} | ${gone(destroy)} |`;
}

/** Shares the room evenly: what one leaves over, those after it may use. */
function renderTexts(texts: readonly { readonly id: string; readonly text: string }[], room: number): string {
  let left = room;
  const parts: string[] = [];
  for (const [index, { id, text }] of texts.entries()) {
    const share = Math.floor(left / (texts.length - index));
    if (share < SHORTEST_SHARE) {
      parts.push(`\nThe plans of ${texts.length - index} more have no room here.\n`);
      break;
    }
    const part = renderText(id, text, share);
    left -= part.length;
    parts.push(part);
  }
  return parts.join('');
}

function renderText(id: string, text: string, room: number): string {
  const cut = '\n… The rest has no room here.';
  const frame = (shown: string): string => {
    const fence = fenceFor(shown);
    return `\n<details><summary>${id}</summary>\n\n${fence}text\n${shown}\n${fence}\n\n</details>\n`;
  };
  const overhead = frame('').length + 2 * fenceFor(text).length;
  if (text.length + overhead <= room) return frame(text);
  return frame(text.slice(0, room - overhead - cut.length).toWellFormed() + cut);
}

/** Longer than any in the text, so that nothing in it ends the block. */
function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  return '`'.repeat(longest + 1);
}

/** On one line of a table, as code: nobody is mentioned and nothing is a link. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|').trim();
  return `\`${line.length <= LONGEST_NOTE ? line : `${line.slice(0, LONGEST_NOTE - 1).toWellFormed()}…`}\``;
}
