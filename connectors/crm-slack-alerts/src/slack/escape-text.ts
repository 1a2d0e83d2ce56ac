/** A text as part of a message: it can neither mention anybody, nor make a link, nor begin a line of its own. */
export function escapeText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const plain = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // Marks that Slack takes for bold, italic, struck out, code and names of emoji work only where they touch a letter.
  return plain.replace(/[*_~`:](?=\S)/g, (mark) => `${mark}\u200b`);
}
