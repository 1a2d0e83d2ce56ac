/**
 * What can be read in a file that is no text: UTF-16 without a byte order mark, and text with NULs strewn in, read as
 * what they are meant to be. Places do not fit the file.
 */
export function readBinary(bytes: Uint8Array): { readonly text: string; readonly isText: boolean } {
  const text = new TextDecoder('latin1').decode(bytes).replaceAll('\0', '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell binary content from text
  return { text, isText: !/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text) };
}
