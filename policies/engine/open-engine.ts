import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PolicyBundle, readBundle } from './bundle.ts';
import { PolicyEngine } from './policy-engine.ts';
import { PolicyError } from './policy-error.ts';
import { digestSources, isJudging, listSources, type Sources } from './sources.ts';

/** A bundle on disk with the sources that it was built from. */
export interface OpenBundle {
  readonly bundle: PolicyBundle;
  readonly sources: Sources;
}

/**
 * The engine of a policies folder on disk.
 *
 * @throws {PolicyError}
 */
export async function openEngine(dir: string): Promise<PolicyEngine> {
  return new PolicyEngine((await openBundle(dir)).bundle);
}

/**
 * The bundle of a policies folder on disk. One that was not built from the sources beside it is refused: what judges
 * must be what people read.
 *
 * @throws {PolicyError}
 */
export async function openBundle(dir: string): Promise<OpenBundle> {
  const [bundle, sources] = await Promise.all([readDiskBundle(dir), listSources(dir)]);
  const stale = staleSources(bundle, digestSources(sources));
  if (stale.length > 0) {
    const names =
      stale.length > 3 ? `${stale.slice(0, 3).join(', ')} and ${stale.length - 3} more` : stale.join(', ');
    throw new PolicyError(
      'bundle-stale',
      `The policies were edited after the bundle was built: ${names}. Run: souk policy build`,
    );
  }
  return { bundle, sources };
}

/** @throws {PolicyError} */
export function readDiskBundle(dir: string): Promise<PolicyBundle> {
  return readBundle(async (name) => {
    try {
      return await readFile(join(dir, 'bundle', name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new PolicyError('bundle-damaged', `${name} of the policy bundle cannot be read.`, {
        cause: error,
      });
    }
  });
}

function staleSources({ manifest }: PolicyBundle, current: Readonly<Record<string, string>>): string[] {
  const paths = new Set([...Object.keys(manifest.sources), ...Object.keys(current)]);
  return [...paths].filter((path) => isJudging(path) && manifest.sources[path] !== current[path]).sort();
}
