import { RE2JS } from 're2js';
import { unexpected } from './builtin-error.ts';
import { expandTemplate } from './expand-template.ts';
import { readText } from './read-operand.ts';

const BUILTIN = 'regex.replace';

/** As many compiled patterns as OPA keeps. */
const KEPT = 100;

/**
 * Makes `regex.replace(s, pattern, value)`: every match of an RE2 pattern replaced by a template with `$1` and
 * `${name}`, in time linear in the text. The function keeps the patterns that it compiled.
 *
 * It throws a `BuiltinError` when an argument is no text or RE2 cannot read the pattern.
 */
export function createReplaceMatches(): (s: unknown, pattern: unknown, value: unknown) => string {
  const compiled = new Map<string, RE2JS>();

  function compile(pattern: string): RE2JS {
    const known = compiled.get(pattern);
    if (known !== undefined) return known;
    const regex = parsePattern(pattern);
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(pattern, regex);
    return regex;
  }

  return (s, pattern, value) => {
    const [text, source, template] = [
      readText(BUILTIN, s),
      readText(BUILTIN, pattern),
      readText(BUILTIN, value),
    ];
    return replaceAll(text, compile(source), template);
  };
}

function replaceAll(text: string, regex: RE2JS, template: string): string {
  const names = regex.namedGroups();
  const matcher = regex.matcher(text);
  let result = '';
  let position = 0;
  let lastEnd = -1;
  while (matcher.find()) {
    // Go takes no empty match where the match before ended.
    if (matcher.end() === lastEnd) continue;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, number) => matcher.group(number));
    result += text.slice(position, matcher.start()) + expandTemplate(template, { groups, names });
    position = lastEnd = matcher.end();
  }
  return result + text.slice(position);
}

function parsePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw unexpected(BUILTIN, 'a regular expression in the syntax of RE2', pattern, cause);
  }
}
