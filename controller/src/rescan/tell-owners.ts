import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { syncIssues } from '@souk/github/attention/sync-issues.ts';
import { readViewer } from '@souk/github/read-viewer.ts';
import { assembleAttention } from '@souk/model/attention/assemble-attention.ts';
import type { VettingSettings } from '@souk/vetting/vetting-settings.ts';
import type { GitHubEffects } from '../github/create-github-effects.ts';
import { proposeMaintenance } from './propose-maintenance.ts';
import { readMaintenanceCases } from './read-maintenance-cases.ts';
import { readStanding } from './read-standing.ts';
import type { RescanPorts } from './rescan-ports.ts';

/** Issues that one night opens, so that nobody drowns in them. */
const MOST_NEW = 20;

/**
 * Tells the owners of entries what has to be mended: an issue for each, and for what has stood too long the pull request
 * that says so in the catalog. Both follow the registry, and are over when it is mended.
 *
 * @throws {GitHubError}
 */
export async function tellOwners(
  github: GitHubEffects,
  snapshot: CatalogSnapshot,
  settings: Pick<VettingSettings, 'maintenance'>,
  { store, branch, clock, logger }: RescanPorts,
): Promise<void> {
  const client = github.openClient();
  const viewer = await readViewer(client);
  const { findings, unknown } = await readStanding(store.db);
  const counts = await syncIssues(client, {
    attentions: assembleAttention(findings, snapshot.catalog),
    bot: viewer.account,
    mostNew: MOST_NEW,
    isKnown: (subject) => !unknown.has(subject),
  });
  logger.info(counts, 'issues of entries were brought up to date');
  if (settings.maintenance === undefined) return;
  const base = branch();
  if (base === undefined) {
    logger.warn('no pull request for maintenance is made: there is no branch that is followed');
    return;
  }
  const cases = await readMaintenanceCases(store.db, settings.maintenance.afterDays, clock.now());
  const tell = (text: string): void => logger.warn(text);
  await proposeMaintenance(client, { cases, snapshot, viewer, base, tell });
}
