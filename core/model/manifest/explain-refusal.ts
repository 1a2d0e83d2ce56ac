import { YAMLException } from 'js-yaml';
import { type Document, isCollection, parseDocument, visit, type YAMLError } from 'yaml';
import { onValue, type Problem, wholeFile } from '../finding/draft-finding.ts';
import { manifestLimits } from './limits.ts';
import type { YamlRefusal } from './read-yaml.ts';

/** Everything that is wrong with a text that was refused, and where. */
export function explainRefusal({ text, error }: YamlRefusal): Problem[] {
  const refusal = explainLimit(error);
  if (refusal !== undefined) return [refusal];
  const problems = syntaxErrors(text).map(explainSyntax);
  return problems.length > 0 ? problems : [explainCollectionKey(text) ?? fallback(text, error)];
}

/** A list or mapping as a key: YAML allows it, JSON and everything built on it does not. */
function explainCollectionKey(text: string): Problem | undefined {
  let found: Problem | undefined;
  visit(parsePatiently(text, false) ?? null, {
    Pair: (_, { key }) => {
      if (!isCollection(key) || !key.range) return undefined;
      const [offset, endOffset] = key.range;
      found = {
        rule: 'yaml/syntax',
        message: 'A list or a mapping cannot be a key; expected text.',
        help: 'Write the key as plain text, without the question mark.',
        place: { offset, endOffset },
      };
      return visit.BREAK;
    },
  });
  return found;
}

function syntaxErrors(text: string): YAMLError[] {
  // One open bracket can make every later line look wrong: the first errors are the ones to mend.
  return parsePatiently(text, true)?.errors.slice(0, MOST_SYNTAX_ERRORS) ?? [];
}

/**
 * Parses a text that was refused, to see all that is wrong with it. This parser recurses: nesting behind a
 * syntax error can exhaust the stack, and then the first parser's word stands.
 */
function parsePatiently(text: string, uniqueKeys: boolean): Document.Parsed | undefined {
  try {
    return parseDocument(text, { version: '1.2', uniqueKeys, prettyErrors: false });
  } catch {
    return undefined;
  }
}

/** Refusals that have nothing to do with syntax: the second parser would let these texts through. */
function explainLimit(error: unknown): Problem | undefined {
  const reason =
    error instanceof YAMLException ? String((error as { reason?: unknown }).reason ?? error.message) : '';
  if (/input is empty/.test(reason)) {
    return {
      rule: 'yaml/empty',
      message: 'The file is empty; expected a manifest.',
      help: 'Start with apiVersion, kind and id, or run `souk init` for a complete example.',
      place: wholeFile,
    };
  }
  if (/alias/i.test(reason) && /max|exceed|limit|many/i.test(reason)) {
    return {
      rule: 'yaml/aliases',
      message: `The file uses more than ${manifestLimits.aliases} aliases.`,
      help: 'Write the repeated values out; manifests rarely need aliases.',
      place: offsetOf(error),
    };
  }
  if (/depth|nest/i.test(reason)) {
    return {
      rule: 'yaml/depth',
      message: `Values are nested deeper than ${manifestLimits.depth} levels.`,
      help: 'Flatten the structure; no field of a manifest needs that depth.',
      place: offsetOf(error),
    };
  }
  return undefined;
}

const MOST_SYNTAX_ERRORS = 20;

const syntaxHelp: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'Line the text up with its siblings; use spaces.',
  TAB_AS_INDENT: 'Replace the tabs at the start of the line with spaces.',
  MISSING_CHAR: 'Close the quote or bracket that is still open.',
  BAD_DQ_ESCAPE: 'Write a backslash twice, or use single quotes.',
  UNEXPECTED_TOKEN: 'Put the value in quotes if it begins with a special character.',
};

function explainSyntax(error: YAMLError): Problem {
  const place = { offset: error.pos[0], endOffset: error.pos[1] };
  if (error.code === 'DUPLICATE_KEY') {
    return {
      rule: 'yaml/duplicate-key',
      message: 'This key stands twice in the same mapping.',
      help: 'Remove one of the two, so that it is clear which value counts.',
      place,
    };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      rule: 'yaml/documents',
      message: 'A second document starts here; expected one manifest a file.',
      help: 'Move each document to a file of its own.',
      place,
    };
  }
  return {
    rule: 'yaml/syntax',
    message: `Not valid YAML: ${lowerFirst(error.message)}`,
    help: syntaxHelp[error.code] ?? 'Check indentation, quotes and brackets around this place.',
    place,
  };
}

/** For the rare text that only the first parser refuses: unknown tags, and keys that are lists or mappings. */
function fallback(text: string, error: unknown): Problem {
  const reason =
    error instanceof YAMLException
      ? String((error as { reason?: unknown }).reason ?? error.message)
      : 'the text cannot be read';
  const tag = /tag !<?([^>]*)>?/.exec(reason)?.[1];
  if (tag !== undefined) {
    return {
      rule: 'yaml/tag',
      message: `The tag ${tag.replace('tag:yaml.org,2002:', '!!')} is not allowed; a manifest holds plain values only.`,
      help: 'Remove the tag.',
      place: offsetOf(error),
    };
  }
  return {
    rule: 'yaml/syntax',
    message: `Not valid YAML: ${reason}`,
    help: 'Check indentation, quotes and brackets around this place.',
    place: text === '' ? onValue('') : offsetOf(error),
  };
}

function offsetOf(error: unknown): Problem['place'] {
  const position = (error as { mark?: { position?: unknown } } | undefined)?.mark?.position;
  return typeof position === 'number' ? { offset: position, endOffset: position + 1 } : wholeFile;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
