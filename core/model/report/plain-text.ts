/**
 * Text from a manifest or a path as a terminal may show it: control characters, which could move the cursor
 * or forge output, become visible marks.
 */
export function plainText(text: string): string {
  return text.replace(/[[\p{Cc}--\t]\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gv, (character) =>
    character < ' ' ? String.fromCodePoint(0x2400 + character.charCodeAt(0)) : '\ufffd',
  );
}
