/** What a message says; where it goes is told apart. */
export interface MessageContent {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** Slack takes 3,000 characters in a block; links and marks of the last line need some room. */
const LONGEST_SECTION = 2_900;

/** Whole lines, as many as there is room for; the rest is counted. */
export function section(lines: readonly string[]): object {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const cut = line.length > LONGEST_SECTION ? `${line.slice(0, 200)}…` : line;
    if (length + cut.length > LONGEST_SECTION) break;
    kept.push(cut);
    length += cut.length + 1;
  }
  const left = lines.length - kept.length;
  const text = [...kept, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n');
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
