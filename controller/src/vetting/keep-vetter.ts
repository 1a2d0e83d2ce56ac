import type { EntryVetter } from '@souk/vetting/pipeline/create-vetting.ts';
import type { FileTree } from '@souk/vetting/pipeline/entry-files-of.ts';
import { openVetter } from './open-vetter.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';

export interface KeptVetter extends AsyncDisposable {
  /** For entries of this catalog, until it is asked for another. */
  lookingAt(files: FileTree, policies: VettingPolicies, now: Date): Promise<EntryVetter>;
}

/** What is found depends on the day, and on advisories that are brought up to date now and then. */
const KEPT_MS = 10 * 60 * 1_000;

interface OpenVetter {
  readonly vetter: EntryVetter;
  readonly digest: string;
  readonly since: number;
}

/** One thread for catalog after catalog: to start it costs more than to look through an entry. */
export function keepVetter(advisories: string): KeptVetter {
  let open: OpenVetter | undefined;
  let current: FileTree;
  const files: FileTree = {
    get catalog() {
      return current.catalog;
    },
    readFiles: (...wanted) => current.readFiles(...wanted),
  };
  const close = async (): Promise<void> => {
    await open?.vetter[Symbol.asyncDispose]();
    open = undefined;
  };
  return {
    lookingAt: async (next, policies, now) => {
      current = next;
      const { digest } = policies;
      const since = now.getTime();
      if (open !== undefined && (open.digest !== digest || since - open.since >= KEPT_MS)) await close();
      open ??= { vetter: openVetter(files, policies, advisories, now), digest, since };
      return open.vetter;
    },
    [Symbol.asyncDispose]: close,
  };
}
