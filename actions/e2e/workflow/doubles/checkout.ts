import { runGit, tryGit } from '../../origin/run-git.ts';
import { type JobContext, StepFailure } from '../job-context.ts';
import type { Double } from './double.ts';

/** Stands in for actions/checkout of version 7. */
export const checkout: Double = async ({ inputs, job }) => {
  const { workspace, run } = job;
  const { origin } = run.fake;
  const { repository, path, 'fetch-depth': depth = '1', 'persist-credentials': persist = 'true' } = inputs;
  const own = `${run.fake.world.owner}/${run.fake.world.repo}`;
  if (path !== undefined || (repository !== undefined && repository !== '' && repository !== own)) {
    throw new Error('The double of actions/checkout knows neither path nor other repositories.');
  }
  if (!('contents' in job.permissions))
    throw new StepFailure('fatal: could not read Username: no permission');
  const wanted = inputs['ref'] || run.event.sha;
  const commit = await origin.resolve(wanted);
  if (commit === undefined)
    throw new StepFailure(`A branch or tag with the name '${wanted}' could not be found`);
  await refuseForeignCode(job, commit);
  const git = (...args: string[]) => runGit(workspace, args);
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', origin.url);
  const range =
    depth === '0'
      ? ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
      : [`--depth=${depth}`];
  await git('fetch', '--quiet', '--no-recurse-submodules', 'origin', ...range, commit);
  const sparse = inputs['sparse-checkout'] ?? '';
  if (sparse !== '') {
    if (inputs['sparse-checkout-cone-mode'] !== 'false')
      throw new Error('The double of actions/checkout knows no cones.');
    await git('sparse-checkout', 'set', '--no-cone', ...sparse.trim().split('\n'));
  }
  const branch = /^[0-9a-f]{40}$/.test(wanted) || wanted.startsWith('refs/') ? undefined : wanted;
  await git(
    'checkout',
    '--quiet',
    '--force',
    ...(branch === undefined ? ['--detach'] : ['-B', branch]),
    commit,
  );
  if (persist === 'true') {
    const secret = Buffer.from(`x-access-token:${job.token}`).toString('base64');
    await git('config', 'http.https://github.example/.extraheader', `AUTHORIZATION: basic ${secret}`);
  }
  return { commit, ref: wanted };
};

/** In workflows that run with secrets of the base, it checks out only what a branch of the repository contains. */
async function refuseForeignCode({ run }: JobContext, commit: string): Promise<void> {
  if (run.event.name !== 'pull_request_target' && run.event.name !== 'workflow_run') return;
  const args = ['for-each-ref', '--contains', commit, '--count=1', 'refs/heads'];
  const { stdout } = await tryGit(run.fake.origin.path, args);
  if (stdout.length === 0) throw new StepFailure(`Refusing to check out code of a fork in ${run.event.name}`);
}
