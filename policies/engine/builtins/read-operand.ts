import { unexpected } from './builtin-error.ts';

/** @throws {BuiltinError} when the value is no text */
export function readText(builtin: string, value: unknown): string {
  if (typeof value !== 'string') throw unexpected(builtin, 'a text', value);
  return value;
}

/**
 * Reads one text or a list of them.
 *
 * @throws {BuiltinError} when the value is neither, or an item is no text
 */
export function readTexts(builtin: string, value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  if (!texts.every((text) => typeof text === 'string')) {
    throw unexpected(builtin, 'a text or a list of texts', value);
  }
  return texts;
}
