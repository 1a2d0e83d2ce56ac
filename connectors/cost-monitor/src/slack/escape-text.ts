/** Marks that make bold, struck out or code wherever they stand in a pair, and what looks like them. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '\u2217', '~': '\u223c', '`': '\u02cb' };

/** A text as part of a message: it can neither mention anybody, nor make a link, nor begin a line, nor change its look. */
export function escapeText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const plain = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return (
    plain
      .replace(/[*~`]/g, (mark) => lookAlikes[mark] ?? mark)
      // Italic begins at the edge of a word, and names of emoji stand between colons; within names both do no harm.
      .replace(/(?<![\p{L}\p{N}])_(?=\S)/gu, '_\u200b')
      .replace(/:(?=[a-z0-9_+'-]+:)/g, ':\u200b')
  );
}
