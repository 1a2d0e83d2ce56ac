import type { VettedFile } from '../vetted-entry.ts';
import { findSecrets } from './find-secrets.ts';
import { readText } from './read-text.ts';
import type { SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';

export type FileSearch =
  | { readonly kind: 'searched'; readonly matches: readonly SecretMatch[] }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large' };

/** Searches one file. */
export async function searchFile({ name, bytes }: VettedFile, settings: SecretSettings): Promise<FileSearch> {
  if (bytes.byteLength > settings.maxFileBytes) return { kind: 'too-large' };
  const text = readText(bytes);
  if (text === undefined) return { kind: 'binary' };
  return { kind: 'searched', matches: await findSecrets({ name, text }, settings) };
}
