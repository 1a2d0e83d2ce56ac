/** Breaks what GitHub turns into a link or a picture, and is not seen. */
const BREAK = '\u200b';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters of one text that are told; the rest of a longer one helps nobody. */
const LONGEST_PROSE = 1000;
const LONGEST_CODE = 300;
/** Characters that are looked at; no path is longer. */
const MOST_READ = 10_000;

/**
 * Untrusted text as plain prose: one line, no markup, no mention, no link, no line that could end the table or begin a
 * list.
 */
export function prose(text: string, most = LONGEST_PROSE): string {
  return disarm(
    escapeTags(shorten(visible(text).trim(), most))
      .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
      .replace(/^[-=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2'),
  );
}

/** Untrusted text within a tag of HTML, where Markdown is not read. */
export function htmlText(text: string, most = LONGEST_PROSE): string {
  return disarm(escapeTags(shorten(visible(text), most)));
}

/** Untrusted text as inline code, with a fence longer than any run of backticks in it. Of a long one both ends are told. */
export function code(text: string): string {
  const flat = disarmCode(shortenMiddle(visible(text).replaceAll('|', ' '), LONGEST_CODE));
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 && flat.trim() !== '' ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`;
}

/** One line in which nothing hides: what would break a line is a space, other marks without a shape are shown as such. */
function visible(text: string): string {
  return text
    .slice(0, MOST_READ)
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(
      /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu,
      '\ufffd',
    );
}

function escapeTags(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** What GitHub looks for in text once Markdown is read, which no backslash keeps it from. */
function disarm(text: string): string {
  return text
    .replace(/@/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/(GH)-(?=\d)/gi, `$1-${BREAK}`)
    .replace(/:(?=\/\/)/g, `:${BREAK}`)
    .replace(/(www)\./gi, `$1${BREAK}.`)
    .replace(/:(?=[\w+\\-]+:)/g, `:${BREAK}`)
    .replaceAll('$', '&#36;');
}

/** In code nothing is looked for; but e-mails and searches for our markers read the text as it is. */
function disarmCode(text: string): string {
  return text.replaceAll('@', `@${BREAK}`).replaceAll('<!--', `<${BREAK}!--`);
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${wholeCharacters(text.slice(0, most - 1))}…`;
}

function shortenMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${wholeCharacters(text.slice(0, half))}…${wholeCharacters(text.slice(-half))}`;
}

/** Without the halves of characters that a cut left behind. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
