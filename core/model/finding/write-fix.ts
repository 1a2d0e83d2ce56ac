import type { Fix } from './finding.ts';

/** A mend by values; how they are written is known to the one who has the text. */
export type DraftFix = { readonly replace: string; readonly by: string } | { readonly quote: true };

/** The fix of a misspelt word, where it is certain what was meant. */
export function fixOf(word: string, meant: string | undefined): { readonly fix?: DraftFix } {
  return meant === undefined ? {} : { fix: { replace: word, by: meant } };
}

/**
 * A mend in the way the text is written: quotes stay as they are.
 *
 * @param source what stands at the place; where that is not what the mend is for, there is none
 */
export function writeFix(fix: DraftFix, source: string | undefined): Fix | undefined {
  if (source === undefined) return undefined;
  if ('quote' in fix) {
    return /^[\w.+-]+$/.test(source) ? { text: `"${source}"`, label: `Put ${source} in quotes` } : undefined;
  }
  const text = rewrite(source, fix.replace, fix.by);
  return text === undefined ? undefined : { text, label: `Change ${fix.replace} to ${fix.by}` };
}

function rewrite(source: string, from: string, to: string): string | undefined {
  if (source === from) return isPlain(to) ? to : JSON.stringify(to);
  if (source === `"${from}"`) return JSON.stringify(to);
  return source === `'${from}'` ? `'${to.replaceAll("'", "''")}'` : undefined;
}

/** Whether YAML takes the bare word for text. */
function isPlain(word: string): boolean {
  return /^[A-Za-z][\w./-]*$/.test(word) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(word);
}
