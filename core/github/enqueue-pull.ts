import { GraphqlResponseError } from '@octokit/graphql';
import type { RepositoryClient } from './repository-client.ts';

export interface QueueOrder {
  readonly nodeId: string;
  /** The head that was judged: GitHub refuses to queue another. */
  readonly sha: string;
}

const ENQUEUE = `mutation ($pull: ID!, $head: GitObjectID!) {
  enqueuePullRequest(input: { pullRequestId: $pull, expectedHeadOid: $head }) { mergeQueueEntry { position } }
}`;

const IN_QUEUE = `query ($pull: ID!) {
  node(id: $pull) { ... on PullRequest { isInMergeQueue headRefOid } }
}`;

interface QueueState {
  readonly node: { readonly isInMergeQueue?: boolean; readonly headRefOid?: string } | null;
}

/**
 * Puts a pull request into the merge queue of its base branch. One that is in it already stays there.
 *
 * @throws {GitHubError} when GitHub cannot be asked; what it refuses is told as a reason
 */
export async function enqueuePull(
  { octokit }: RepositoryClient,
  { nodeId, sha }: QueueOrder,
): Promise<{ readonly queued: true } | { readonly queued: false; readonly because: string }> {
  try {
    await octokit.graphql(ENQUEUE, { pull: nodeId, head: sha });
    return { queued: true };
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error;
    const { node } = await octokit.graphql<QueueState>(IN_QUEUE, { pull: nodeId });
    if (node?.isInMergeQueue === true && node.headRefOid === sha) return { queued: true };
    const reasons = (error.errors ?? []).map(({ message }) => message);
    return { queued: false, because: `GitHub did not put it into the merge queue: ${reasons.join(' ')}` };
  }
}
