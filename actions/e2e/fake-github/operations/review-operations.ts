import { renderReview, renderReviewComment, renderUser } from '../answers/render.ts';
import { showsLine } from '../state/pull-changes.ts';
import { headOf, type PullRequest, requirePull } from '../state/pull-head.ts';
import type { Caller, Review, ReviewComment, ReviewState, User, World } from '../state/world.ts';
import { found, LONGEST_TEXT, type Operations, Refusal } from './operation.ts';

const READS = ['pull_requests:read'] as const;
const WRITES = ['pull_requests:write'] as const;

const STATES: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

export const reviewOperations = {
  'pulls/list-reviews': {
    needs: READS,
    handle: ({ path, world }) => {
      requirePull(world, path.pull_number);
      const reviews = world.reviews.filter(({ pull }) => pull === path.pull_number);
      return { list: reviews.map((review) => renderReview(world, review)) };
    },
  },
  'pulls/get-review': {
    needs: READS,
    handle: ({ path, world }) => ({
      status: 200,
      body: renderReview(world, requireReview(world, path.review_id)),
    }),
  },
  'pulls/create-review': {
    needs: WRITES,
    handle: async ({ path, body = {}, world, caller }) => {
      const issue = requirePull(world, path.pull_number);
      const state = STATES[body.event ?? ''] ?? 'PENDING';
      requireMayReview(world, issue, state, caller);
      if (state !== 'APPROVED' && (body.body ?? '') === '' && (body.comments ?? []).length === 0) {
        throw new Refusal(422, 'Unprocessable Entity', {
          errors: ['A review that does not approve needs a body'],
        });
      }
      const comments = body.comments ?? [];
      for (const { path: file, line = 0, start_line: start, body: text } of comments) {
        await requireCommentable(world, issue, { path: file, line, start, body: text });
      }
      const review = addReview(world, issue, {
        author: caller.user,
        state,
        body: body.body ?? '',
        commit: await commitOf(world, issue, body.commit_id),
      });
      for (const { path: file, line = 0, start_line: startLine = null, body: text } of comments) {
        addReviewComment(world, review, { path: file, line, startLine, body: text });
      }
      return { status: 200, body: renderReview(world, review) };
    },
  },
  'pulls/dismiss-review': {
    needs: WRITES,
    handle: ({ path, body, world, caller }) => {
      const review = requireReview(world, path.review_id);
      dismissReview(world, review, caller.user, body.message);
      return { status: 200, body: renderReview(world, review) };
    },
  },
  'pulls/list-review-comments': {
    needs: READS,
    handle: ({ path, world }) => {
      requirePull(world, path.pull_number);
      const comments = world.reviewComments.filter(({ pull }) => pull === path.pull_number);
      return { list: comments.map((comment) => renderReviewComment(world, comment)) };
    },
  },
} satisfies Operations;

export interface NewReview {
  readonly author: User;
  readonly state: ReviewState;
  readonly body: string;
  readonly commit: string;
}

/** A review that is in, whoever gave it: rules are checked before. */
export function addReview(
  world: World,
  issue: PullRequest,
  { author, state, body, commit }: NewReview,
): Review {
  requireShortReview(body);
  const review = {
    id: world.nextId(),
    pull: issue.number,
    author,
    state,
    body,
    commit,
    submittedAt: world.now(),
  };
  world.reviews.push(review);
  issue.updatedAt = review.submittedAt;
  issue.pull.reviewers = issue.pull.reviewers.filter((login) => login !== author.login);
  return review;
}

/** Takes a review away, which only the timeline remembers the state of. */
export function dismissReview(world: World, review: Review, by: User, message: string): void {
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw new Refusal(422, 'Can not dismiss a commented pull request review');
  }
  world.timeline.push({
    issue: review.pull,
    at: world.now(),
    schema: 'review-dismissed-issue-event',
    fields: {
      event: 'review_dismissed',
      actor: renderUser(by),
      dismissed_review: {
        state: review.state.toLowerCase(),
        review_id: review.id,
        dismissal_message: message,
      },
    },
  });
  review.state = 'DISMISSED';
}

/** The rules of who may approve. */
export function requireMayReview(
  world: World,
  { author }: PullRequest,
  state: ReviewState,
  { user, app }: Pick<Caller, 'user' | 'app'>,
): void {
  if (state === 'COMMENTED' || state === 'PENDING') return;
  if (author.id === user.id) {
    const verb = state === 'APPROVED' ? 'approve' : 'request changes on';
    throw new Refusal(422, 'Unprocessable Entity', {
      errors: [`Review Can not ${verb} your own pull request`],
    });
  }
  if (app?.slug === 'github-actions' && !world.settings.actionsMayApprove) {
    throw new Refusal(422, 'Unprocessable Entity', {
      errors: ['GitHub Actions is not permitted to approve pull requests.'],
    });
  }
}

interface NewComment extends Pick<ReviewComment, 'path' | 'line' | 'body'> {
  readonly start?: number | undefined;
}

async function requireCommentable(
  world: World,
  issue: PullRequest,
  { path, line, start = line, body }: NewComment,
): Promise<void> {
  requireShortReview(body);
  const shown = (await showsLine(world, issue, path, line)) && (await showsLine(world, issue, path, start));
  if (!shown || start > line) {
    throw new Refusal(422, 'Unprocessable Entity', {
      errors: ['Pull request review thread line must be part of the diff'],
    });
  }
}

function addReviewComment(
  world: World,
  { id, pull, author, commit }: Review,
  comment: Pick<ReviewComment, 'path' | 'line' | 'startLine' | 'body'>,
): void {
  world.reviewComments.push({
    ...comment,
    id: world.nextId(),
    review: id,
    pull,
    author,
    commit,
    createdAt: world.now(),
  });
}

async function commitOf(world: World, issue: PullRequest, given: string | undefined): Promise<string> {
  if (given === undefined) return headOf(world, issue);
  const head = await headOf(world, issue);
  const inPull = await world.origin.git(['merge-base', given, head]).catch(() => undefined);
  if (inPull === given) return given;
  throw new Refusal(422, 'Unprocessable Entity', { errors: ['Commit is not part of the pull request'] });
}

function requireReview(world: World, id: number): Review {
  return found(world.reviews.find((review) => review.id === id));
}

/** The rule on long texts; here its error is a text, not an object. */
function requireShortReview(body: string): void {
  if (body.length > LONGEST_TEXT) {
    throw new Refusal(422, 'Unprocessable Entity', {
      errors: [`Body is too long (maximum is ${LONGEST_TEXT} characters)`],
    });
  }
}
