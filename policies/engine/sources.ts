import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from './bundle.ts';

/** What bundles are made of. */
export const sourceFolders = ['data', 'lib', 'rules', 'testing'] as const;

/** Text of each source by its path within the policies folder, in the order of the paths. */
export type Sources = ReadonlyMap<string, string>;

/** Reads every Rego and data file of a policies folder. */
export async function listSources(dir: string): Promise<Sources> {
  const lists = await Promise.all(
    sourceFolders.map((folder) =>
      readdir(join(dir, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  const paths = lists
    .flat()
    .filter((entry) => entry.isFile() && /\.(rego|ya?ml)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  const texts = await Promise.all(
    // A checkout with other line ends must not make the bundle stale.
    paths.map(async (path) => (await readFile(join(dir, path), 'utf8')).replaceAll('\r\n', '\n')),
  );
  return new Map(paths.map((path, i) => [path, texts[i] ?? '']));
}

/** SHA-256 of each source. */
export function digestSources(sources: Sources): Record<string, string> {
  return Object.fromEntries([...sources].map(([path, text]) => [path, digestOf(text)]));
}

/** Sources that decide what a check says; tests and their builders do not. */
export function isJudging(path: string): boolean {
  return !path.endsWith('_test.rego') && !path.startsWith('testing/');
}
