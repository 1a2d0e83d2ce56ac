import type { VettedFile } from '../vetted-entry.ts';
import { findKnownSecrets, findSecrets } from './find-secrets.ts';
import { readBinary } from './read-binary.ts';
import { readText } from './read-text.ts';
import type { SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';

export type FileSearch =
  | { readonly kind: 'searched'; readonly matches: readonly SecretMatch[] }
  | { readonly kind: 'binary'; readonly matches: readonly SecretMatch[] }
  | { readonly kind: 'too-large' };

/** Searches one file. */
export async function searchFile({ name, bytes }: VettedFile, settings: SecretSettings): Promise<FileSearch> {
  if (bytes.byteLength > settings.maxFileBytes) return { kind: 'too-large' };
  const text = readText(bytes);
  if (text === undefined) return { kind: 'binary', matches: await searchBinary(name, bytes, settings) };
  return { kind: 'searched', matches: await findSecrets({ name, text }, settings) };
}

/** Its text is not that of the file, so that the matches stand at its start. */
async function searchBinary(
  name: string,
  bytes: Uint8Array,
  settings: SecretSettings,
): Promise<SecretMatch[]> {
  const { text, isText } = readBinary(bytes);
  const matches = isText ? await findSecrets({ name, text }, settings) : findKnownSecrets(text, settings);
  return matches.map((match) => ({ ...match, offset: 0, endOffset: 0 }));
}
