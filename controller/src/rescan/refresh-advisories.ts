import { type ArchiveSource, ecosystemsOf } from '@souk/vetting/vulnerability/store/archive-source.ts';
import { openAdvisoryStore } from '@souk/vetting/vulnerability/store/open-advisory-store.ts';
import { StoreError } from '@souk/vetting/vulnerability/store/store-error.ts';
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

/** Brings the advisories up to date, as `souk advisories sync` does: for the ecosystems in use, and those that are kept. */
export async function refreshAdvisories({ source, dir, needed, now, tell }: AdvisoryRefresh): Promise<void> {
  const offered = new Set(await ecosystemsOf(source));
  const wanted = new Set([...keptIn(dir, tell), ...needed]);
  for (const ecosystem of wanted) {
    if (!offered.has(ecosystem)) continue;
    try {
      const quiet = (): void => undefined;
      await syncAdvisories({ source, dir, ecosystem, now, tellBytes: quiet, tellRecords: quiet });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      tell(`the advisories of ${ecosystem} stay as they were: ${error.message}`);
    }
  }
}

function keptIn(dir: string, tell: (text: string) => void): readonly string[] {
  try {
    using store = openAdvisoryStore(dir);
    return [...store.syncedAt.keys()];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    tell(error.message);
    return [];
  }
}
