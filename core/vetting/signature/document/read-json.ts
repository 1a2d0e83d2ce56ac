import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';

/** More levels than any bundle, envelope or statement has. */
const MAX_DEPTH = 64;

/**
 * Reads JSON so that every reader would understand it alike: bounded in size and depth, in UTF-8, and without
 * a key that stands twice in an object.
 */
export function readJson(bytes: Uint8Array, maxBytes: number): Outcome<unknown> {
  if (bytes.length > maxBytes) {
    return reject(
      'signature/limit',
      `The document has ${bytes.length.toLocaleString('en')} bytes; at most ${maxBytes.toLocaleString('en')} are read.`,
      'Attach the signature alone, and keep large predicates out of it.',
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return malformed('The document is not UTF-8 text.');
  }
  const { depth, members } = measure(text);
  if (depth > MAX_DEPTH) {
    return reject(
      'signature/limit',
      `The document is nested ${depth} levels deep; at most ${MAX_DEPTH} are read.`,
      'Attach the document that the signing tool wrote, unchanged.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return malformed(`The document is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (countMembers(value) !== members) return malformed('A key stands twice in one object of the document.');
  return accept(value);
}

function malformed(message: string): Rejected {
  return reject(
    'signature/malformed',
    message,
    'Attach the document that the signing tool wrote, unchanged.',
  );
}

/** Outside strings, each colon of a JSON text belongs to one member of one object. */
function measure(text: string): { readonly depth: number; readonly members: number } {
  let level = 0;
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === ':') members++;
    else if (character === '{' || character === '[') depth = Math.max(depth, ++level);
    else if (character === '}' || character === ']') level--;
  }
  return { depth, members };
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + countMembers(inner), own);
}
