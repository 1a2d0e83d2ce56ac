import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of all packages in a bundle, as most of them demand, and the notices that stand in their code.
 *
 * @param inputs paths of the bundled modules, from the root of the repository
 * @param notices legal comments, as the bundler gathered them
 */
export async function collectLicences(
  root: string,
  inputs: readonly string[],
  notices: readonly string[],
): Promise<string> {
  const folders = new Set(
    inputs.flatMap((path) => /^(?!\w[\w-]*:).*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const licences = await Promise.all([...folders].sort().map((folder) => readLicence(join(root, folder))));
  const comments = [...new Set(notices.flatMap((text) => text.split(/\n{2,}/)))].sort();
  return [...new Set(licences), ...comments]
    .map((text) => `${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

async function readLicence(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^(?:licen[cs]e|copying)(?:\.|$)/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : await readFile(join(folder, file), 'utf8');
  return `${name} ${version}\n\n${text}`;
}
