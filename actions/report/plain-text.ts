/**
 * Text from a manifest or a path as a terminal may show it: control characters, which could move the cursor
 * or forge output, become visible marks.
 */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this replaces.
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) =>
    character < ' ' ? String.fromCodePoint(0x2400 + character.charCodeAt(0)) : '\ufffd',
  );
}
