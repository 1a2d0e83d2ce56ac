import { isId, isKind } from './identity.ts';
import type { EntityKey } from './manifest.ts';

/** The start of a line that is neither a field, an item, a comment, empty, nor within something. */
const oddMargin = /^(?![A-Za-z][A-Za-z0-9]*:(?: |$)|- |#| |$)/m;
/** Followed by a line at the margin, as an indented one would carry the text on, or by the end. */
const header = /^(kind|id): +([A-Za-z][A-Za-z0-9-]*)(?=\n[^ \n]|\n?(?![\s\S]))/gm;
/** Texts that begin with a letter, and are no text to YAML. */
const notTexts = new Set(['null', 'true', 'false']);

/**
 * Kind and id of a manifest without parsing it, for manifests that are written plainly; undefined where it takes a
 * parser to tell. Whether the rest of the text is valid is not looked at.
 */
export function scanKey(text: string): EntityKey | undefined {
  if (/[\t\r\u2028\u2029]/.test(text) || oddMargin.test(text)) return undefined;
  const found = [...text.matchAll(header)];
  if (found.length !== 2 || text.match(/^(?:kind|id):/gm)?.length !== 2) return undefined;
  const fields = new Map(found.map(([, name, value]) => [name, value]));
  const [kind, id] = [fields.get('kind'), fields.get('id')];
  return isKind(kind) && isId(id) && !notTexts.has(id) ? { kind, id } : undefined;
}
