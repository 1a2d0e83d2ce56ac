import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { closePullRequest } from '@souk/github/close-pull-request.ts';
import { isGitHubError } from '@souk/github/github-error.ts';
import { listPrefixedPulls } from '@souk/github/list-prefixed-pulls.ts';
import { listPullsOfBranch } from '@souk/github/list-pulls-of-branch.ts';
import { markRequester } from '@souk/github/mark-requester.ts';
import { openPullRequest } from '@souk/github/open-pull-request.ts';
import { readBranch } from '@souk/github/read-branch.ts';
import type { Viewer } from '@souk/github/read-viewer.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { setStage } from '@souk/model/lifecycle/set-stage.ts';
import { MAINTENANCE_BRANCHES, maintenanceBranch, planMaintenance } from './plan-maintenance.ts';
import type { FoundCase } from './read-maintenance-cases.ts';
import { renderMaintenance, renderMended, titleOf, wasMended } from './render-maintenance.ts';

export interface MaintenanceProposal {
  readonly cases: readonly FoundCase[];
  readonly snapshot: Pick<CatalogSnapshot, 'commit' | 'readText'>;
  /** Whose token the client has. */
  readonly viewer: Viewer;
  /** Branch that the pull requests go into. */
  readonly base: string;
  readonly tell: (text: string) => void;
}

/**
 * Keeps one open pull request for each case, and closes those whose case is over.
 *
 * @throws {GitHubError}
 */
export async function proposeMaintenance(
  client: RepositoryClient,
  { cases, snapshot, viewer, base, tell }: MaintenanceProposal,
): Promise<void> {
  const open = await listPrefixedPulls(client, { prefix: MAINTENANCE_BRANCHES, author: viewer.account });
  const { propose, close } = planMaintenance(cases, open);
  for (const { number, branch, body } of close)
    await closePullRequest(client, { number, branch, body: renderMended(body) });
  if (propose.length === 0) return;
  // The file is written as a whole: on top of a newer commit it could undo what came since.
  if ((await readBranch(client, base)) !== snapshot.commit) {
    tell(`${base} has moved on, so nothing was proposed; the next run does.`);
    return;
  }
  for (const one of propose) {
    if (await isDecided(client, maintenanceBranch(one))) continue;
    const text = setStage(await snapshot.readText(one.path), 'maintenance-required');
    if (text === undefined) tell(`${one.path} does not name its stage, so nothing was proposed.`);
    else await openOne(client, one, text, { viewer, base, tell });
  }
}

/** What people merged or closed is not proposed again. */
async function isDecided(client: RepositoryClient, branch: string): Promise<boolean> {
  const before = await listPullsOfBranch(client, branch);
  return before.some(({ state, body }) => state !== 'open' && !wasMended(body));
}

async function openOne(
  client: RepositoryClient,
  one: FoundCase,
  text: string,
  { viewer, base, tell }: Pick<MaintenanceProposal, 'viewer' | 'base' | 'tell'>,
): Promise<void> {
  const title = titleOf(one);
  const { account, appSlug } = viewer;
  try {
    await openPullRequest(client, {
      ...{ branch: maintenanceBranch(one), base, title, message: title },
      body: renderMaintenance(one),
      files: [{ path: one.path, text }],
      // What an app opens without saying for whom, the gate takes for the change of somebody unknown.
      ...(appSlug === undefined
        ? {}
        : {
            onCommitted: (sha: string) =>
              markRequester(client, { ...mark, sha, appSlug, requester: account }),
          }),
    });
  } catch (error) {
    if (!isGitHubError(error, 'rejected')) throw error;
    tell(`${title} could not be proposed: ${error.message}`);
  }
}

const mark = {
  title: 'Made by Souk itself',
  summary: 'Nobody asked for this: something in the entry has stood for too long that blocks.',
};
