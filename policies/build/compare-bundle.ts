import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../engine/bundle.ts';
import type { BuiltBundle, WrittenManifest } from './bundle-files.ts';

/** How a bundle folder differs from what it should hold: names of files, in order. */
export interface BundleDifference {
  readonly differing: readonly string[];
  readonly missing: readonly string[];
  /** What does not belong there. */
  readonly extra: readonly string[];
}

/** Compares a bundle folder, byte for byte, with what was built. */
export function compareBundle(dir: string, built: BuiltBundle): Promise<BundleDifference> {
  return compare(dir, [...built.keys()], (name, bytes) => bytes.equals(built.get(name) ?? new Uint8Array()));
}

/** Compares the files of a bundle with the digests that its manifest tells. */
export async function compareDigests(dir: string): Promise<BundleDifference> {
  const manifest = await readManifest(dir);
  const digests = new Map(Object.entries(manifest?.files ?? {}));
  return compare(
    dir,
    ['manifest.json', ...digests.keys()],
    (name, bytes) => name === 'manifest.json' || digestOf(bytes) === digests.get(name),
  );
}

/** The manifest of a bundle folder; undefined when there is none that can be read. */
export async function readManifest(dir: string): Promise<WrittenManifest | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, 'bundle/manifest.json'), 'utf8')) as WrittenManifest;
  } catch {
    return undefined;
  }
}

async function compare(
  dir: string,
  expected: readonly string[],
  isRight: (name: string, bytes: Buffer) => boolean,
): Promise<BundleDifference> {
  const folder = join(dir, 'bundle');
  const present = await readdir(folder).catch((): string[] => []);
  const there = expected.filter((name) => present.includes(name)).sort();
  const right = await Promise.all(
    there.map(async (name) => isRight(name, await readFile(join(folder, name)))),
  );
  return {
    differing: there.filter((_, i) => right[i] !== true),
    missing: expected.filter((name) => !present.includes(name)).sort(),
    extra: present.filter((name) => !expected.includes(name)).sort(),
  };
}
