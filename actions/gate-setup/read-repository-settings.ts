import { isGitHubError } from '@souk/github/github-error.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { PrivateForks, RepositorySettings } from './repository-settings.ts';

/** Environment that the workflows name. */
const ENVIRONMENT = 'souk';

/** @throws {GitHubError} */
export async function readRepositorySettings(client: RepositoryClient): Promise<RepositorySettings> {
  const { octokit, owner, repo } = client;
  const at = { owner, repo };
  const { data: repository } = await octokit.rest.repos.get(at);
  const { data: workflow } =
    await octokit.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(at);
  const isPrivate = repository.visibility !== 'public';
  return {
    isPrivate,
    workflowPermissions: workflow.default_workflow_permissions,
    actionsMayApprove: workflow.can_approve_pull_request_reviews,
    forkApproval: isPrivate ? undefined : await readForkApproval(client),
    privateForks: isPrivate ? await readPrivateForks(client) : undefined,
    environment: await orUndefined(async () => {
      const { data } = await octokit.rest.repos.getEnvironment({ ...at, environment_name: ENVIRONMENT });
      return { restrictsBranches: (data.deployment_branch_policy ?? null) !== null };
    }),
  };
}

function readForkApproval({ octokit, owner, repo }: RepositoryClient): Promise<string | undefined> {
  return orUndefined(async () => {
    const route = 'GET /repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval';
    const { data } = await octokit.request(route, { owner, repo });
    return data.approval_policy;
  });
}

function readPrivateForks({ octokit, owner, repo }: RepositoryClient): Promise<PrivateForks | undefined> {
  return orUndefined(async () => {
    const route = 'GET /repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos';
    const { data } = await octokit.request(route, { owner, repo });
    return {
      getWriteTokens: data.send_write_tokens_to_workflows,
      getSecrets: data.send_secrets_and_variables,
    };
  });
}

/** What a server or a plan does not have is answered with 404. */
async function orUndefined<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isGitHubError(error, 'not-found')) return undefined;
    throw error;
  }
}
