import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Term } from '../leadership/term.ts';
import { ecosystemsOfMark } from '../vetting/advisories-mark.ts';
import { openVetter } from '../vetting/open-vetter.ts';
import { openVettingPolicies } from '../vetting/open-vetting-policies.ts';
import { planVetting } from '../vetting/plan-vetting.ts';
import { readAhead } from '../vetting/read-ahead.ts';
import { readVettable } from '../vetting/read-vettable.ts';
import { vetPlanned } from '../vetting/vet-planned.ts';
import { findOutdated } from './find-outdated.ts';
import { readVulnerable } from './read-vulnerable.ts';
import { refreshAdvisories } from './refresh-advisories.ts';
import type { RescanPorts } from './rescan-ports.ts';
import { tellOwners } from './tell-owners.ts';

/**
 * Holds everything in the catalog against the newest advisories, and tells owners what came of it. Writes nothing where
 * nothing is new.
 *
 * @returns whether it came to its end; it does not when the registry moves on meanwhile
 * @throws {GitHubError} when owners could not be told
 */
export async function runRescan(term: Term, snapshot: CatalogSnapshot, ports: RescanPorts): Promise<boolean> {
  const { store, clock, logger, advisories: dir, advisorySource: source, github } = ports;
  const policies = await openVettingPolicies((path) => ports.readFile(snapshot, path));
  if ('fault' in policies) {
    ports.telemetry.failed('rescan');
    logger.error(`nothing can be held against advisories: ${policies.fault}`);
    return true;
  }
  const entries = await readVettable(store.db);
  if (source !== undefined) {
    const marks = entries.flatMap(({ vetted }) => vetted?.advisories ?? []);
    const needed = [...new Set(marks.flatMap(ecosystemsOfMark))];
    const tell = (text: string): void => {
      ports.telemetry.failed('rescan');
      logger.warn(`advisories stay as they were: ${text}`);
    };
    await refreshAdvisories({ source, dir, needed, now: clock.now(), tell });
  }
  const now = clock.now();
  const planned = await planVetting(snapshot, entries, policies, now);
  const files = readAhead(
    snapshot,
    planned.map(({ record }) => record.path),
  );
  await using vetter = openVetter(files, policies, dir, now);
  const withVulnerabilities = await readVulnerable(store.db);
  const outdated = await findOutdated(planned, { vetter, withVulnerabilities, ended: term.ended });
  if (!(await vetPlanned(term, outdated, { snapshot, files, policies, vetter, now }, ports))) return false;
  logger.info({ entries: planned.length, outdated: outdated.length }, 'held entries against the advisories');
  if (github !== undefined && !term.ended.aborted)
    await tellOwners(github, snapshot, policies.settings, ports);
  return true;
}
