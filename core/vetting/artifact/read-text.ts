import type { VettedFile } from '../vetted-entry.ts';
import { type ArtifactRule, type Remark, startOfFile } from './remark.ts';

export type TextResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly remark: Remark };

/** A file as text without its byte order mark; a remark of the rule when it is too large, or no text. */
export function readText(file: VettedFile, maxBytes: number, rule: ArtifactRule): TextResult {
  const size = file.bytes.byteLength;
  if (size > maxBytes) {
    return refuse(
      rule,
      `The file has ${size.toLocaleString('en')} bytes; at most ${maxBytes.toLocaleString('en')} are read.`,
      'Split the file, or move generated content out of it.',
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
    if (!text.includes('\0')) return { ok: true, text };
  } catch {
    // Bytes that are no UTF-8 are told of below, like binary content.
  }
  return refuse(rule, 'The file is not text in UTF-8.', 'Save the file as UTF-8 text.');
}

function refuse(rule: ArtifactRule, message: string, help: string): TextResult {
  return { ok: false, remark: { rule, message, help, place: startOfFile } };
}
