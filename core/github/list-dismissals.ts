import type { Review } from '@souk/model/approval/review.ts';
import { accountOf, expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export type Dismissal = NonNullable<Review['dismissal']>;

const dismissed: ReadonlyMap<string, Dismissal['was']> = new Map([
  ['approved', 'approved'],
  ['changes_requested', 'changes-requested'],
]);

/**
 * What dismissed reviews of a pull request had said and who dismissed them, by id of the review. Reviews alone do not
 * say it.
 *
 * @throws {GitHubError}
 */
export async function listDismissals(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<ReadonlyMap<number, Dismissal>> {
  const events = await octokit.paginate(octokit.rest.issues.listEventsForTimeline, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  return new Map(
    events.flatMap((event) => {
      if (event.event !== 'review_dismissed' || !('dismissed_review' in event)) return [];
      const by = accountOf(event.actor);
      const was = dismissed.get(event.dismissed_review.state);
      const id = expectId(event.dismissed_review.review_id, 'the id of a dismissed review');
      return by === undefined || was === undefined ? [] : [[id, { was, by }]];
    }),
  );
}
