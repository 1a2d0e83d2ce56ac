import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { DocumentProblem } from './sbom-document.ts';
import type { SbomSettings } from './sbom-settings.ts';

export type DecodedDocument =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: DocumentProblem };

/** The bytes of a document as text, without a byte order mark. The size is judged before anything is read. */
export function decodeDocument(bytes: Uint8Array, { maxBytes }: SbomSettings): DecodedDocument {
  if (bytes.byteLength > maxBytes) {
    return {
      ok: false,
      problem: {
        rule: 'sbom/too-large',
        message: `The document has ${bytes.byteLength.toLocaleString('en')} bytes; expected at most ${maxBytes.toLocaleString('en')}.`,
        help: 'Leave out file-level evidence and properties when you generate it, or split it by artifact.',
        place: wholeFile,
      },
    };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const nul = text.indexOf('\0');
    return nul === -1
      ? { ok: true, text }
      : { ok: false, problem: unreadable('The document holds a NUL character; expected text.', nul) };
  } catch {
    return { ok: false, problem: unreadable('The document is not text in UTF-8.', 0) };
  }
}

function unreadable(message: string, offset: number): DocumentProblem {
  return {
    rule: 'sbom/unreadable',
    message,
    help: 'Write the document as UTF-8 text: the JSON or XML that the generator printed.',
    place: { offset, endOffset: offset + 1 },
  };
}
