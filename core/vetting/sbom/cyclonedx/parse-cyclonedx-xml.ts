import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import type { DocumentProblem } from '../sbom-document.ts';

export type ParsedXml =
  | { readonly ok: true; readonly xml: XmlDocument }
  | { readonly ok: false; readonly problem: DocumentProblem };

/**
 * Parses XML without a document type, so that there are no entities to expand and nothing outside to read. The parser
 * itself refuses more than 256 levels. The caller disposes of the document: its memory is not the garbage collector's.
 */
export function parseXml(text: string): ParsedXml {
  const doctype = /<!DOCTYPE/i.exec(text);
  if (doctype !== null) {
    return {
      ok: false,
      problem: {
        rule: 'sbom/unreadable',
        message: 'The document declares a document type; expected plain elements without entities.',
        help: 'Remove the <!DOCTYPE …> and the entities; no generator writes them.',
        place: { offset: doctype.index, endOffset: doctype.index + doctype[0].length },
      },
    };
  }
  try {
    return { ok: true, xml: XmlDocument.fromString(text, { option: safeOptions }) };
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    return { ok: false, problem: explainParseError(text, error) };
  }
}

const safeOptions: ParseOption =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES;

function explainParseError(text: string, error: XmlParseError): DocumentProblem {
  const detail = error.details[0];
  const offset =
    detail === undefined ? 0 : (startOfLine(text, detail.line) ?? 0) + Math.max(detail.col - 1, 0);
  const message = (detail?.message ?? error.message).trim().replace(/, use XML_PARSE_HUGE option/, '');
  return {
    rule: /depth/i.test(message) ? 'sbom/too-large' : 'sbom/unreadable',
    message: `Not valid XML: ${message.slice(0, 200)}.`,
    help: 'Commit the file exactly as the generator wrote it.',
    place: text === '' ? wholeFile : { offset, endOffset: offset + 1 },
  };
}

/** @param line counted from 1 */
function startOfLine(text: string, line: number): number | undefined {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  return start;
}
