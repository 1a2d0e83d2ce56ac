import { type ArchiveSource, ecosystemsOf } from '@souk/vetting/vulnerability/store/archive-source.ts';
import { openAdvisoryStore } from '@souk/vetting/vulnerability/store/open-advisory-store.ts';
import { syncAdvisories } from '@souk/vetting/vulnerability/store/sync-advisories.ts';

export interface AdvisoryRefresh {
  readonly source: ArchiveSource;
  /** Folder that they are kept in. */
  readonly dir: string;
  /** Ecosystems that packages of entries are from. */
  readonly needed: readonly string[];
  readonly now: Date;
  /** Takes what could not be fetched, and why: the advisories that are there stay. */
  readonly tell: (text: string) => void;
}

/**
 * Brings the advisories up to date, as `souk advisories sync` does: for the ecosystems in use, and those that are kept.
 * Whatever goes wrong is told and no more: what is known already is looked for all the same.
 */
export async function refreshAdvisories({ source, dir, needed, now, tell }: AdvisoryRefresh): Promise<void> {
  const offered = await attempt(() => ecosystemsOf(source), tell);
  if (offered === undefined) return;
  const kept = (await attempt(async () => keptIn(dir), tell)) ?? [];
  const quiet = (): void => undefined;
  for (const ecosystem of new Set([...kept, ...needed])) {
    if (!offered.includes(ecosystem)) continue;
    await attempt(
      () => syncAdvisories({ source, dir, ecosystem, now, tellBytes: quiet, tellRecords: quiet }),
      (why) => tell(`those of ${ecosystem}: ${why}`),
    );
  }
}

async function attempt<T>(work: () => Promise<T>, tell: (why: string) => void): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function keptIn(dir: string): readonly string[] {
  using store = openAdvisoryStore(dir);
  return [...store.syncedAt.keys()];
}
