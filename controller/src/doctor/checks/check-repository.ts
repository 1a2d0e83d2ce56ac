import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { GitError } from '@souk/git/git-error.ts';
import { findCommit, openRepository } from '@souk/git/repository.ts';
import type { Config } from '../../config/config.ts';
import { explainFailedFetch } from '../../source/explain-failed-fetch.ts';
import { branchOf, findFollowed } from '../../source/find-followed.ts';
import { parseRepositoryAddress } from '../../source/repository-address.ts';
import { SourceError, type SourceErrorCode } from '../../source/source-error.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const LIMIT_MS = 8_000;

const name = 'Repository';

/** Asks the repository for its branch with the credentials of the controller, and brings nothing over. */
export const checkRepository: Check = {
  name,
  look: async ({ config }) => [config.repo.startsWith('/') ? await lookAtFolder(config) : await ask(config)],
};

async function ask(config: Config): Promise<Diagnosis> {
  const address = parseRepositoryAddress(config.repo, config);
  const followed = config.branch === undefined ? undefined : branchOf(config.branch);
  try {
    const tip = await findFollowed(tmpdir(), followed, { ...address, timeoutMs: LIMIT_MS });
    return found(address.shown, tip.followed.branch, tip.commit);
  } catch (error) {
    const explained = error instanceof GitError ? explainFailedFetch(error, address) : error;
    if (!(explained instanceof SourceError)) throw error;
    return { name, status: 'fail', found: explained.message, advice: advices[explained.code] };
  }
}

async function lookAtFolder({ repo, branch }: Config): Promise<Diagnosis> {
  if (!existsSync(repo))
    return { name, status: 'fail', found: `there is no folder ${repo}`, advice: advices.missing };
  try {
    const { dir } = await openRepository(repo);
    const refs =
      branch === undefined
        ? ['refs/heads/main', 'refs/remotes/origin/main', 'HEAD']
        : [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];
    for (const ref of refs) {
      const commit = await findCommit(dir, ref);
      if (commit !== undefined) return found(repo, branch ?? ref.replace(/^.*\//, ''), commit);
    }
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'not-a-repository') throw error;
    return {
      name,
      status: 'warn',
      found: `${repo} is a plain folder`,
      advice: 'Versions and history need Git.',
    };
  }
  return branch === undefined
    ? { name, status: 'warn', found: `${repo} has no commit yet`, advice: 'Commit the catalog.' }
    : { name, status: 'fail', found: `${repo} has no branch ${branch}`, advice: advices['no-branch'] };
}

function found(repo: string, branch: string, commit: string): Diagnosis {
  return { name, status: 'pass', found: `${repo}, ${branch} at ${commit.slice(0, 7)}` };
}

const network = 'Look whether this machine reaches it, and at proxies and firewalls on the way.';

const advices: Readonly<Record<SourceErrorCode, string>> = {
  missing: 'Set SOUK_REPO to the address of a repository or to a folder that is there.',
  'no-branch': 'Set SOUK_BRANCH to a branch that it has.',
  unreachable: network,
  hanging: network,
  'not-authorised': 'Set SOUK_REPO_TOKEN to a token that may read it, or give SSH a key.',
  garbage: 'Look whether SOUK_REPO is the address of a Git repository, and not of a page.',
  shallow: 'Fetch its whole history there.',
  'mirror-broken': 'Start the controller: it makes the mirror anew.',
  'not-accepted': 'Look at SOUK_ALLOWED_SIGNERS and SOUK_REQUIRED_CHECKS.',
};
