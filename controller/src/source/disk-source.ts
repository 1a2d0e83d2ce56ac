import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Clock } from '../clock.ts';
import type { CatalogSource, SourceStanding } from '../reconcile/catalog-source.ts';
import { diskFingerprint } from './disk-fingerprint.ts';
import { standingAfter } from './standing-after.ts';

export interface DiskSourceOptions {
  readonly kind: 'worktree' | 'folder';
  readonly dir: string;
  readonly read: () => Promise<CatalogSnapshot>;
  readonly clock: Clock;
}

/** Follows the files of a folder as they are edited. */
export function diskSource({ kind, dir, read, clock }: DiskSourceOptions): CatalogSource {
  let standing: SourceStanding = { reachable: undefined };
  return {
    kind,
    async fingerprint() {
      try {
        const fingerprint = await diskFingerprint(dir);
        standing = { reachable: true, askedAt: clock.now() };
        return fingerprint;
      } catch (error) {
        standing = standingAfter(error, standing, clock.now());
        throw error;
      }
    },
    read,
    readFile: (_, path) => readFromDisk(dir, path),
    standing: () => standing,
  };
}

async function readFromDisk(dir: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(dir, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
