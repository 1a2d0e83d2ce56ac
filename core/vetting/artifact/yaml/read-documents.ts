import { type Document, parseAllDocuments } from 'yaml';
import { type Span, startOfFile } from '../remark.ts';
import { createPlaceFinder, type Path } from './find-place.ts';
import { inspectNodes } from './inspect-nodes.ts';
import { yamlLimits } from './yaml-limits.ts';

/** A YAML document as plain values, with the place of each. */
export interface PlacedDocument {
  readonly value: unknown;
  /** The whole file. */
  readonly text: string;
  /** Where the value at a path stands; for what is not there, the deepest key on the way. */
  readonly placeOf: (path: Path, on: 'key' | 'value') => Span;
}

/** What is wrong with a text that cannot be read, in words for its author. */
export interface YamlProblem {
  readonly message: string;
  readonly help: string;
  readonly place: Span;
}

export type DocumentsResult =
  | { readonly ok: true; readonly documents: readonly PlacedDocument[] }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

/**
 * Reads all documents of a text within the limits; JSON is YAML too. Empty documents are left out.
 *
 * @param version Kubernetes reads YAML 1.1, in which `yes` is true and `<<` merges; most others read 1.2.
 */
export function readDocuments(text: string, version: '1.1' | '1.2'): DocumentsResult {
  const parsed = parse(text, version);
  if (parsed === undefined) return { ok: false, problems: [tooDeep()] };
  if (parsed.length > yamlLimits.documents) return { ok: false, problems: [tooManyDocuments(parsed.length)] };
  const problems = parsed.flatMap(syntaxProblems).slice(0, MOST_PROBLEMS);
  if (problems.length > 0) return { ok: false, problems };
  const results = parsed.map((document) => readDocument(document, text));
  const refused = results.flatMap((result) => (result.ok ? [] : [result.problem]));
  return refused.length > 0
    ? { ok: false, problems: refused.slice(0, MOST_PROBLEMS) }
    : {
        ok: true,
        documents: results.flatMap((result) =>
          result.ok && result.document.value !== null ? [result.document] : [],
        ),
      };
}

const MOST_PROBLEMS = 10;

function parse(text: string, version: '1.1' | '1.2'): readonly Document.Parsed[] | undefined {
  try {
    const documents = parseAllDocuments(text, { version, uniqueKeys: false, prettyErrors: false });
    return 'empty' in documents ? [] : documents;
  } catch {
    // The parser recurses into nested values and ends with a full stack.
    return undefined;
  }
}

function syntaxProblems({ errors }: Document.Parsed): YamlProblem[] {
  return errors.map(({ message, pos }) => ({
    message: `Not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1, 300)}`,
    help: 'Check indentation, quotes and brackets around this place.',
    place: { offset: pos[0], endOffset: pos[1] },
  }));
}

type DocumentResult =
  | { readonly ok: true; readonly document: PlacedDocument }
  | { readonly ok: false; readonly problem: YamlProblem };

function readDocument(document: Document.Parsed, text: string): DocumentResult {
  const problem = inspectNodes(document);
  if (problem !== undefined) return { ok: false, problem };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: yamlLimits.aliases });
  } catch {
    return { ok: false, problem: tooManyValues() };
  }
  if (!isWithinLimits(value)) return { ok: false, problem: tooManyValues() };
  return { ok: true, document: { value, text, placeOf: createPlaceFinder(document) } };
}

/** Aliases can stand for far more values than are written, and even for themselves. */
function isWithinLimits(root: unknown): boolean {
  const open: unknown[] = [root];
  for (let count = 0; open.length > 0; count++) {
    if (count > yamlLimits.values) return false;
    const value = open.pop();
    if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const child of Object.values(value)) open.push(child);
    }
  }
  return true;
}

function tooDeep(): YamlProblem {
  return {
    message: `Values are nested deeper than ${yamlLimits.depth} levels.`,
    help: 'Flatten the structure.',
    place: startOfFile,
  };
}

function tooManyDocuments(count: number): YamlProblem {
  return {
    message: `The file has ${count.toLocaleString('en')} documents; at most ${yamlLimits.documents} are read.`,
    help: 'Split the file.',
    place: startOfFile,
  };
}

function tooManyValues(): YamlProblem {
  return {
    message: `The file stands for more than ${yamlLimits.values.toLocaleString('en')} values once its aliases are written out.`,
    help: 'Write the repeated values out.',
    place: startOfFile,
  };
}
