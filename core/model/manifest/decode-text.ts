import { type Problem, wholeFile } from '../finding/draft-finding.ts';
import { manifestLimits } from './limits.ts';

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

/** Bytes of a manifest file as text, without a byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.byteLength > manifestLimits.bytes) return { ok: false, problem: tooLarge(bytes.byteLength) };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const nul = text.indexOf('\0');
    if (nul !== -1) return { ok: false, problem: binary('a NUL character', nul) };
    return { ok: true, text };
  } catch {
    return { ok: false, problem: binary('bytes that are not UTF-8') };
  }
}

export function tooLarge(bytes: number): Problem {
  return {
    rule: 'file/size',
    message: `The file has ${bytes.toLocaleString('en')} bytes; a manifest may have at most ${manifestLimits.bytes.toLocaleString('en')}.`,
    help: 'Move long content to an attachment beside the manifest.',
    place: wholeFile,
  };
}

function binary(what: string, offset = 0): Problem {
  return {
    rule: 'file/encoding',
    message: `The file holds ${what}; expected text in UTF-8.`,
    help: 'Save the file as UTF-8 text.',
    place: { offset, endOffset: offset + 1 },
  };
}
