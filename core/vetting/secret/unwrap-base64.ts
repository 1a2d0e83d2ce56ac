const form = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The text in a base64 value; undefined when it is not base64, or what it wraps is not printable text. */
export function unwrapBase64(value: string): string | undefined {
  if (value.length < 8 || value.length % 4 === 1 || !form.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell binary content from text
  return text.length === 0 || /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/.test(text) ? undefined : text;
}
