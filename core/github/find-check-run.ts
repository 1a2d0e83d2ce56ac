import { keyOfAnnotation } from './check-annotation.ts';
import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** What tells a check run of ours from those of others that have the same name. */
export interface CheckRunIdentity {
  readonly name: string;
  readonly sha: string;
  readonly appSlug: string;
  readonly externalId: string;
}

export interface KnownCheckRun {
  readonly id: number;
  readonly completed: boolean;
  readonly conclusion: string | null;
  /** Keys of the annotations that it has. */
  readonly annotations: ReadonlySet<string>;
}

/**
 * The latest check run with that identity.
 *
 * @throws {GitHubError}
 */
export async function findCheckRun(
  client: RepositoryClient,
  { name, sha, appSlug, externalId }: CheckRunIdentity,
): Promise<KnownCheckRun | undefined> {
  const { octokit, owner, repo } = client;
  const runs = await octokit.paginate(octokit.rest.checks.listForRef, {
    owner,
    repo,
    ref: sha,
    check_name: name,
    filter: 'all',
    per_page: 100,
  });
  const [latest] = runs
    .filter(
      (run) =>
        run.name === name &&
        run.head_sha === sha &&
        run.app?.slug === appSlug &&
        run.external_id === externalId,
    )
    .toSorted((a, b) => b.id - a.id);
  if (latest === undefined) return undefined;
  const id = expectId(latest.id, 'the id of a check run');
  return {
    id,
    completed: latest.status === 'completed',
    conclusion: latest.conclusion,
    annotations: latest.output.annotations_count === 0 ? new Set() : await listAnnotations(client, id),
  };
}

async function listAnnotations(
  { octokit, owner, repo }: RepositoryClient,
  id: number,
): Promise<ReadonlySet<string>> {
  const where = { owner, repo, check_run_id: id };
  const listed = await octokit.paginate(octokit.rest.checks.listAnnotations, { ...where, per_page: 100 });
  return new Set(listed.map(keyOfAnnotation));
}
