const sniffedBytes = 8192;

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark; undefined for other content, which holds a NUL
 * early on.
 */
export function readText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, sniffedBytes).includes(0) ? undefined : new TextDecoder('utf-8').decode(bytes);
}
