import type { SecretRule } from '../../secret/secret-match.ts';

export interface SecretSample {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  readonly rule: SecretRule;
}

export const key = (...halves: string[]): string => halves.join('');
export const password = key('Tr7!', 'qz-Wv29');
export const sample = (rule: SecretRule, title: string, file: string, text: string): SecretSample => ({
  title,
  file,
  text,
  rule,
});
