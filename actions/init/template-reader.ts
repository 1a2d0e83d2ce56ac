import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { TemplateFile } from './plan-init.ts';

const templatesFolder = join(import.meta.dirname, '..', 'templates');

/** The files of a template that ships with Souk, in the order of their paths. */
export async function readTemplate(id: string): Promise<readonly TemplateFile[]> {
  const folder = join(templatesFolder, id);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = paths.toSorted().map(async (path) => ({
    path: path.split(sep).join('/'),
    text: await readFile(join(folder, path), 'utf8'),
  }));
  return Promise.all(files);
}
