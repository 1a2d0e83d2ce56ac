/**
 * The bytes that canonical base64 stands for; undefined for anything else. `Buffer.from` skips what it does not know,
 * so that many texts would stand for the same bytes.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
