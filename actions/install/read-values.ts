import { parse, stringify } from 'yaml';

/** What is wrong with a value that was given on the command line. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/**
 * The mapping that `name=value` texts write, as YAML; undefined where there are none. A value is read as YAML reads it:
 * `10` is a number, `"10"` a text, `[DE, NL]` a list.
 *
 * @throws {ValueError}
 */
export function readValues(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined;
  const values = new Map<string, unknown>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const name = text.slice(0, at);
    if (at < 1) throw new ValueError(`expected name=value, found ${JSON.stringify(text)}.`);
    if (values.has(name)) throw new ValueError(`${name} is given twice.`);
    values.set(name, readValue(name, text.slice(at + 1)));
  }
  return stringify(values);
}

/** What begins with a mark of YAML, as `#leads` does, is meant as it is written. */
function readValue(name: string, text: string): unknown {
  if (/^[#@`%&*!|>]/.test(text)) return text;
  try {
    return parse(text);
  } catch (error) {
    throw new ValueError(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : 'no YAML'}`);
  }
}
