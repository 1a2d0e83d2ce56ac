import { onValue, wholeFile } from '@souk/model/finding/draft-finding.ts';
import { type DocumentProblem, type Parsed, refuse } from './sbom-document.ts';
import type { SbomSettings } from './sbom-settings.ts';
import { scanJson } from './scan-json.ts';

/**
 * Parses a JSON document. Nesting is judged before the parse, as what follows recurses; a key that stands twice is
 * refused, as one reader would see the first value and another the second.
 */
export function parseJson(text: string, settings: SbomSettings): Parsed {
  const scan = scanJson(text, settings.maxDepth);
  if (scan.tooDeepAt !== undefined) {
    const offset = scan.tooDeepAt;
    return refuse({
      rule: 'sbom/too-large',
      message: `Values are nested deeper than ${settings.maxDepth} levels.`,
      help: 'Generate the document with a flat list of components; dependencies tell how they nest.',
      place: { offset, endOffset: offset + 1 },
    });
  }
  const value = parse(text);
  if ('problem' in value) return refuse(value.problem);
  if (scan.repeatedKey !== undefined) {
    const { key, offset, endOffset } = scan.repeatedKey;
    return refuse({
      rule: 'sbom/unreadable',
      message: `The key ${JSON.stringify(key.slice(0, 60))} stands twice in the same object, so readers disagree on its value.`,
      help: 'Remove one of the two, or generate the document anew.',
      place: { offset, endOffset },
    });
  }
  return { ok: true, document: { value: value.value, length: text.length, placeOf: onValue } };
}

function parse(text: string): { readonly value: unknown } | { readonly problem: DocumentProblem } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(reason)?.[1];
    const offset = position === undefined ? text.length : Number(position);
    return {
      problem: {
        rule: 'sbom/unreadable',
        message: `Not valid JSON: ${reason.replace(/ in JSON at position .*/s, '').slice(0, 200)}.`,
        help: 'Commit the file exactly as the generator wrote it.',
        place: text === '' ? wholeFile : { offset, endOffset: offset + 1 },
      },
    };
  }
}
