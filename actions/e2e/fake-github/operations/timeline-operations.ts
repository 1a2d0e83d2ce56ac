import { renderAs, renderComment, renderReview } from '../answers/render.ts';
import { found, type Operations } from './operation.ts';

export const timelineOperations = {
  'issues/list-events-for-timeline': {
    needs: ['issues:read', 'pull_requests:read'],
    handle: ({ path, world }) => {
      const { number } = found(world.issues.get(path.issue_number));
      const events = world.timeline
        .filter(({ issue }) => issue === number)
        .map(({ at, schema, fields }) => ({
          at,
          event: renderAs(world, schema, { created_at: at, ...fields }),
        }));
      const reviews = world.reviews
        .filter(({ pull }) => pull === number)
        .map((review) => ({
          at: review.submittedAt,
          event: renderAs(world, 'timeline-reviewed-event', {
            ...renderReview(world, review),
            event: 'reviewed',
            state: review.state.toLowerCase(),
          }),
        }));
      const comments = world.comments
        .filter(({ issue }) => issue === number)
        .map((comment) => ({
          at: comment.createdAt,
          event: renderAs(world, 'timeline-comment-event', {
            ...renderComment(world, comment),
            event: 'commented',
          }),
        }));
      const all = [...reviews, ...comments, ...events];
      return { list: all.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ event }) => event) };
    },
  },
} satisfies Operations;
