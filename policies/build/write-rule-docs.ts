import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GENERATED_PAGE } from '@souk/model/rule/render-rule-docs.ts';

/** How a folder of pages differs from what it should hold: paths within it. */
export interface DocsDifference {
  readonly missing: readonly string[];
  readonly differing: readonly string[];
  /** Generated pages of rules that are no more; what people wrote is left alone. */
  readonly leftover: readonly string[];
}

export async function compareRuleDocs(
  folder: string,
  pages: ReadonlyMap<string, string>,
): Promise<DocsDifference> {
  const present = await readPages(folder);
  const paths = [...pages.keys()].sort();
  return {
    missing: paths.filter((path) => !present.has(path)),
    differing: paths.filter((path) => present.has(path) && present.get(path) !== pages.get(path)),
    leftover: [...present]
      .filter(([path, text]) => !pages.has(path) && text.startsWith(GENERATED_PAGE))
      .map(([path]) => path)
      .sort(),
  };
}

export async function writeRuleDocs(
  folder: string,
  pages: ReadonlyMap<string, string>,
  { missing, differing, leftover }: DocsDifference,
): Promise<void> {
  for (const path of leftover) await rm(join(folder, path));
  for (const path of [...missing, ...differing]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), pages.get(path) ?? '');
  }
}

async function readPages(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return new Map(paths.map((path, i) => [path, texts[i] ?? '']));
}
