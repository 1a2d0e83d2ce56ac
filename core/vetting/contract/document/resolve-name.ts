/** What a reference names, before anything is looked up. */
export type ReferenceName =
  | { readonly kind: 'inside'; readonly file: string; readonly fragment: string }
  | { readonly kind: 'remote' | 'outside' };

/**
 * The file, relative to the folder of the entry, and the fragment that a `$ref` names. What leads out of the folder, over
 * the network or by a path, is told apart and never followed.
 */
export function resolveName(fromFile: string, ref: string): ReferenceName {
  const hash = ref.indexOf('#');
  const address = hash === -1 ? ref : ref.slice(0, hash);
  const fragment = hash === -1 ? '' : ref.slice(hash + 1);
  if (address === '') return { kind: 'inside', file: fromFile, fragment };
  if (/^([A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(address)) {
    return { kind: /^file:/i.test(address) ? 'outside' : 'remote' };
  }
  if (address.startsWith('/') || address.includes('\\')) return { kind: 'outside' };
  const parts = fromFile.split('/').slice(0, -1);
  for (const part of decodePercent(address).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return { kind: 'outside' };
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return { kind: 'inside', file: parts.join('/'), fragment };
}

/** Percent signs that are no escapes stay as they are. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
