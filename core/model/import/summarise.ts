const SUMMARY_LENGTH = 200;
const SUMMARY_MINIMUM = 10;
const NAME_LENGTH = 80;

/** Cuts at the end of a word and marks the cut. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 1);
  const space = head.lastIndexOf(' ');
  const cut = space > length / 2 ? head.slice(0, space) : head;
  // A cut through an emoji would leave half a character behind.
  return `${cut
    .replace(/[\s,;:.–-]+$/, '')
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

/** The first sentence of a description, short enough for a card; undefined when it says too little. */
export function firstSentence(description: string): string | undefined {
  const line = description
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  // A sentence ends before a capital, so that "e.g. this" and "v1.2 of" stay whole.
  const sentence = /^.{15,}?[.!?](?=\s+[\p{Lu}\d"'(])/u.exec(line)?.[0] ?? line;
  return sentence.length < SUMMARY_MINIMUM ? undefined : cutAtWord(sentence, SUMMARY_LENGTH);
}

export function fitSummary(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length < SUMMARY_MINIMUM ? undefined : cutAtWord(line, SUMMARY_LENGTH);
}

/** A name of a legal length made from any text with at least one character. */
export function fitName(text: string, what: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return cutAtWord(line.length < 2 ? `${line} ${what}` : line, NAME_LENGTH);
}
