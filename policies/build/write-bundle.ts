import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { BuiltBundle } from './bundle-files.ts';
import type { BundleDifference } from './compare-bundle.ts';

/** Makes the bundle folder hold exactly what was built; files that are right are not touched. */
export async function writeBundle(
  dir: string,
  built: BuiltBundle,
  { differing, missing, extra }: BundleDifference,
): Promise<void> {
  const folder = join(dir, 'bundle');
  await mkdir(folder, { recursive: true });
  for (const name of extra) await rm(join(folder, name), { recursive: true });
  // The manifest comes last: until it is there, a reader sees that the bundle is not whole.
  const names = [...differing, ...missing].sort((a, b) => order(a) - order(b));
  for (const name of names) {
    const temporary = join(folder, `.${name}.${process.pid}`);
    await writeFile(temporary, built.get(name) ?? '');
    await rename(temporary, join(folder, name));
  }
}

function order(name: string): number {
  return name === 'manifest.json' ? 1 : 0;
}
