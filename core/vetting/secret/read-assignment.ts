import type { SearchedText } from './secret-match.ts';

export interface Assignment {
  readonly key: string;
  readonly value: string;
  /** Of the value. */
  readonly offset: number;
}

const codeFile =
  /\.(?:[cm]?[jt]sx?|py|go|java|kts?|rs|c|cc|cpp|h|hpp|cs|fs|rb|php|swift|scala|dart|lua|vue|svelte|ex|exs|clj|groovy|rego|sql)$/i;
const code = /[(){}[\]]|=>|::|\|\||&&/;
const longestKey = 60;
const longestValue = 1000;

const restOfKey = /[\w-]{0,40}/y;
/** From the end of a name to its value: quotes and brackets, an optional type, a sign. */
const sign =
  /[\w-]{0,40}["'`\]\\)?]{0,4}[ \t]{0,8}(?::[ \t]?[A-Za-z<>|[\] ]{1,30}(?==))?(?<sign>:=|=>|==?=?|:|,|>|\()[ \t]{0,20}(?:[A-Za-z]{0,3}(?=["'`]))?/y;
/** A name and a value in fields of their own: `name: X` and `value: Y`, `key="X" value="Y"`, a variable and its default. */
const apart =
  /[\w-]{0,40}["']?(?:,|\s*\{[^{}]{0,300}?)?\s{0,40}(?:-\s)?["']?(?:value|Value|default)["']?\s{0,5}[:=]\s{0,5}/y;
/** `ENV NAME value`, `--name value`, `machine … password value`. */
const spaced = /[\w-]{0,40}[ \t]{1,4}(?=[^\s=:])/y;
const sqlPassword = /^(?:password|identified by)$/i;
const quoted = /\\?(?<quote>["'`])(?<value>(?:(?!\k<quote>)[^\n\\]|\\[^\n]){0,1000}?)\\?\k<quote>/y;
const bare = /[^\s"'`,;<>]{1,1000}/y;

/** What is assigned to the name that holds a word of interest; undefined where nothing is. */
export function readAssignment(
  { name, text }: SearchedText,
  wordStart: number,
  wordEnd: number,
): Assignment | undefined {
  const start = startOfKey(text, wordStart);
  const end = wordEnd + (matchAt(restOfKey, text, wordEnd)?.[0].length ?? 0);
  const key = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 30), start);
  const plain = matchAt(sign, text, wordEnd);
  const separate = matchAt(apart, text, wordEnd);
  if (separate !== null && (plain === null || plain.groups?.['sign'] === ',')) {
    return readValue(text, wordEnd + separate[0].length, key, true);
  }
  if (plain !== null) {
    const needsQuotes = codeFile.test(name) || /[,(]/.test(plain.groups?.['sign'] ?? '');
    return readValue(text, wordEnd + plain[0].length, key, !needsQuotes);
  }
  const gap = matchAt(spaced, text, wordEnd);
  if (gap === null) return undefined;
  if (isSpaced(before, key)) return readValue(text, wordEnd + gap[0].length, key, true);
  return sqlPassword.test(key) ? readValue(text, wordEnd + gap[0].length, key, false) : undefined;
}

function readValue(text: string, at: number, key: string, bareToo: boolean): Assignment | undefined {
  const inQuotes = matchAt(quoted, text, at);
  if (inQuotes !== null) {
    const value = inQuotes.groups?.['value'] ?? '';
    const offset = at + inQuotes[0].indexOf(value, inQuotes[0].search(/["'`]/) + 1);
    return value.length > longestValue ? undefined : { key, value, offset };
  }
  if (!bareToo) return undefined;
  const value = matchAt(bare, text, at)?.[0].replace(/[)\]}.]+$/, '') ?? '';
  return value === '' || code.test(value) ? undefined : { key, value, offset: at };
}

/** Whether a value follows its name after a space: in container files, on command lines and in .netrc. */
function isSpaced(before: string, key: string): boolean {
  return (
    /(?:^|\n)[ \t]*(?:ENV|ARG|LABEL|SetEnv|setenv)[ \t]+$/.test(before) ||
    /^--?[\w-]+$/.test(key) ||
    /(?:^|\s)--?$/.test(before) ||
    /\blogin[ \t]+\S{1,25}[ \t]+$/.test(before)
  );
}

function startOfKey(text: string, wordStart: number): number {
  const before = text.slice(Math.max(0, wordStart - longestKey), wordStart);
  return wordStart - (/[\w-]*$/.exec(before)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
