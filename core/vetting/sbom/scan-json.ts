export interface JsonScan {
  /** Offset of the first bracket that opens one level too many. */
  readonly tooDeepAt?: number;
  /** The first key that stands twice in one object. */
  readonly repeatedKey?: { readonly key: string; readonly offset: number; readonly endOffset: number };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * What `JSON.parse` does not tell of a text: how deep it nests and whether a key is repeated. One pass without
 * recursion; of a text that is no JSON it tells nothing of use.
 */
export function scanJson(text: string, maxDepth: number): JsonScan {
  const open: (Set<string> | undefined)[] = [];
  let repeatedKey: JsonScan['repeatedKey'];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys !== undefined && repeatedKey === undefined && isKey(text, end)) {
        const key = readKey(text.slice(i, end));
        if (keys.has(key)) repeatedKey = { key, offset: i, endOffset: end };
        keys.add(key);
      }
      i = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === maxDepth) return { tooDeepAt: i };
      open.push(code === OPEN_BRACE ? new Set() : undefined);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open.pop();
    }
  }
  return repeatedKey === undefined ? {} : { repeatedKey };
}

/** The offset behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let i = end;
  while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
  return text.charCodeAt(i) === COLON;
}

/** `"\u0061"` and `"a"` are one key. */
function readKey(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
