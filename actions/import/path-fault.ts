const LONGEST_PATH = 400;
const LONGEST_NAME = 200;

/**
 * What keeps a relative path from being written; undefined when nothing does. Ids are slugs, so no path that
 * an importer makes fails this: it is the last door, in case one ever does.
 */
export function pathFault(path: string): string | undefined {
  if (path === '' || path.length > LONGEST_PATH) return 'is empty or too long';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  if (/[\u0000-\u001f\u007f\\:]/.test(path)) return 'holds a character that file names may not have';
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    return 'leads outside of the folder';
  if (names.some((name) => name.toLowerCase() === '.git')) return 'leads into .git';
  return names.some((name) => Buffer.byteLength(name) > LONGEST_NAME)
    ? 'has a name that is too long'
    : undefined;
}
