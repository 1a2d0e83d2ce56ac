import { isExampleValue } from './example-value.ts';
import type { SecretMatch, SecretRule } from './secret-match.ts';

/** A secret that shows by its form. */
export interface SecretForm {
  readonly rule: SecretRule;
  readonly what: string;
  /** Text that each match holds, looked for first because that is fast. */
  readonly hint: string;
  /** Global. The group `secret` is the secret; the whole match without one. */
  readonly pattern: RegExp;
  /** Whether a secret is what it looks like. */
  readonly confirm?: (secret: string) => boolean;
}

/** A password has few characters; fewer still are a placeholder. */
const fewestCharacters = 5;

export function findForms(
  text: string,
  forms: readonly SecretForm[],
  exampleWords: readonly string[],
): SecretMatch[] {
  return forms
    .filter(({ hint }) => text.includes(hint))
    .flatMap(({ rule, what, pattern, confirm }) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const secret = match.groups?.['secret'] ?? match[0];
        if (isExampleValue(secret, exampleWords) || new Set(secret).size < fewestCharacters) return [];
        if (confirm !== undefined && !confirm(secret)) return [];
        const offset = match.index + match[0].lastIndexOf(secret);
        return [{ rule, what, secret, offset, endOffset: offset + secret.length }];
      }),
    );
}
