import { listCheckRuns } from '@souk/github/list-check-runs.ts';
import type { Config } from '../config/config.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import type { CheckRunsOf } from '../source/accept-commit.ts';
import { openCatalogSource } from '../source/open-catalog-source.ts';
import { createGitHubEffects } from './create-github-effects.ts';

/**
 * Opens what is followed, with GitHub to ask for the checks of a commit where the catalog is there.
 *
 * @throws {SourceError} {GitError} as `openCatalogSource` does
 */
export function openCheckedSource(config: Config): Promise<CatalogSource> {
  return openCatalogSource(config, { listCheckRuns: checkRunsOf(config) });
}

function checkRunsOf(config: Config): CheckRunsOf | undefined {
  const gitHub = createGitHubEffects(config, () => undefined);
  if (gitHub === undefined) return undefined;
  return async (commit) =>
    (await listCheckRuns(gitHub.openClient(), commit)).map((run) => ({
      ...run,
      appSlug: run.appSlug ?? 'an unknown app',
    }));
}
