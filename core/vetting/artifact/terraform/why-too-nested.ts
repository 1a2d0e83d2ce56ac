/**
 * Caps that keep a text away from the parser of Terraform, which recurses into what is nested and does not recover from a
 * full stack. An honest file stays far below each.
 */
const limits = {
  brackets: 200,
  /** Signs in a row, each of which negates the next. */
  signs: 500,
  /** Conditions, directives, splats and here-documents, each of which may hold the next, over the whole text. */
  openers: 2_000,
} as const;

/** Why a text is nested too deeply for the parser; undefined when it is not. */
export function whyTooNested(text: string): string | undefined {
  if (deepestBrackets(text, false) > limits.brackets || deepestBrackets(text, true) > limits.brackets) {
    return `Brackets are nested deeper than ${limits.brackets} levels.`;
  }
  if (new RegExp(`(?:[!-][ \\t\\r\\n]{0,8}){${limits.signs}}`).test(text)) {
    return `More than ${limits.signs} signs stand in a row.`;
  }
  const openers = text.match(/\?|%\{|<<|[.[][ \t]{0,8}\*/g)?.length ?? 0;
  return openers > limits.openers
    ? `More than ${limits.openers.toLocaleString('en')} conditions, directives, splats or here-documents are used.`
    : undefined;
}

/** Counted with and without regard to strings: neither unbalanced quotes nor brackets in strings hide what is nested. */
function deepestBrackets(text: string, skipsStrings: boolean): number {
  const open: string[] = [];
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const inString = open.at(-1) === '"';
    if (inString && character === '\\') at++;
    else if (skipsStrings && character === '"') {
      if (inString) open.pop();
      else open.push(character);
    } else if (inString ? character === '{' && /[$%]/.test(text[at - 1] ?? '') : '([{'.includes(character)) {
      open.push(character);
      deepest = Math.max(deepest, open.length);
    } else if (!inString && ')]}'.includes(character)) open.pop();
  }
  return deepest;
}
