/** Words that carry no meaning of their own in a question. */
const stopWords = new Set(
  'a an and are as at by can do for from how i in is it its my of on or our that the this to us we what which with you'.split(
    ' ',
  ),
);

/** The words of a text as an index knows them: without case, accents and words that say nothing. */
export function termsOf(text: string): string[] {
  const lower = text.toLowerCase();
  // Almost every text is plain ASCII, and normalising costs more than all the rest.
  const folded = /^\p{ASCII}*$/u.test(lower)
    ? lower
    : lower.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).filter((term) => !stopWords.has(term));
}
