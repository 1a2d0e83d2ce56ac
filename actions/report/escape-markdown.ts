const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Untrusted text as plain prose: no markup, no mention, no line that could end the table. */
export function prose(text: string): string {
  return withoutMentions(escapeTags(flatten(text)).replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&'));
}

/** Untrusted text within a tag of HTML, where Markdown is not read. */
export function htmlText(text: string): string {
  return withoutMentions(escapeTags(flatten(text)).replaceAll('"', '&quot;'));
}

/** Untrusted text as inline code, with a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const flat = text.replace(/[\r\n|]+/g, ' ');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`;
}

function flatten(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

function escapeTags(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character);
}

function withoutMentions(text: string): string {
  return text.replaceAll('@', '@\u200b');
}
