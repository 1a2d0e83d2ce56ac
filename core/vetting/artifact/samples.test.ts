import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEntry } from '@souk/model/manifest/manifest.ts';
import { checkManifest, readManifestText } from '@souk/model/manifest/parse-manifest.ts';
import { describe, expect, it } from 'vitest';
import { someSettings, vettedWith } from './testing/vetted.ts';
import { vetArtifacts } from './vet-artifacts.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folders = ['connectors', 'catalog/apps', 'actions/templates'].flatMap((parent) =>
  readdirSync(join(root, parent))
    .map((name) => join(parent, name))
    .filter((folder) => existsSync(join(root, folder, 'manifest.yaml'))),
);

function readFiles(folder: string): Record<string, Uint8Array> {
  const path = join(root, folder);
  return Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((file) => [relative(path, file), new Uint8Array(readFileSync(file))]),
  );
}

describe('when what the project ships is vetted', () => {
  it.each(folders)('finds nothing to deny or warn of in %s', async (folder) => {
    const { 'manifest.yaml': manifest, ...files } = readFiles(folder);
    const entry = checkManifest(readManifestText(new TextDecoder().decode(manifest)).value).manifest;
    if (entry === undefined || !isEntry(entry)) throw new Error(`${folder} holds no entry.`);
    const { findings } = await vetArtifacts(vettedWith(files, entry), someSettings);
    expect(findings.filter(({ level }) => level !== 'notice')).toEqual([]);
  });
});
