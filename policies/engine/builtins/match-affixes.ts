import { readTexts } from './read-operand.ts';

/**
 * `strings.any_prefix_match(search, base)`: whether any of `search` begins with any of `base`; both are a text, an
 * array or a set of texts.
 *
 * @throws {BuiltinError} when an argument is something else
 */
export function anyPrefixMatches(search: unknown, base: unknown): boolean {
  const texts = readTexts('strings.any_prefix_match', search);
  const prefixes = readTexts('strings.any_prefix_match', base);
  return texts.some((text) => prefixes.some((prefix) => text.startsWith(prefix)));
}

/**
 * `strings.any_suffix_match(search, base)`: whether any of `search` ends with any of `base`.
 *
 * @throws {BuiltinError} when an argument is something else than a text, an array or a set of texts
 */
export function anySuffixMatches(search: unknown, base: unknown): boolean {
  const texts = readTexts('strings.any_suffix_match', search);
  const suffixes = readTexts('strings.any_suffix_match', base);
  return texts.some((text) => suffixes.some((suffix) => text.endsWith(suffix)));
}
