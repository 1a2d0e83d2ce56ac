export interface TextPart {
  text: string;
  marked: boolean;
}

/**
 * Cuts `text` into parts that match a word of `query` and parts that do not. A word matches at the start of a word,
 * as the registry's search does, without regard to case.
 */
export function splitHighlights(text: string, query: string): TextPart[] {
  const words = queryWords(query);
  if (words.length === 0) return [{ text, marked: false }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})`, 'giu');
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), marked: false });
    parts.push({ text: match[0], marked: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), marked: false });
  return parts;
}

/** Letters and digits only, so that nothing of the query is read as a pattern; longest first, so that it wins. */
function queryWords(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}
