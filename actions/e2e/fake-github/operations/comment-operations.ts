import { renderComment } from '../answers/render.ts';
import type { Comment, User, World } from '../state/world.ts';
import { found, type Operations, Refusal, requireShort } from './operation.ts';

const READS = ['issues:read', 'pull_requests:read'] as const;
const WRITES = ['issues:write', 'pull_requests:write'] as const;

export const commentOperations = {
  'issues/list-comments': {
    needs: READS,
    handle: ({ path, world }) => {
      found(world.issues.get(path.issue_number));
      return {
        list: world.comments
          .filter(({ issue }) => issue === path.issue_number)
          .map((comment) => renderComment(world, comment)),
      };
    },
  },
  'issues/get-comment': {
    needs: READS,
    handle: ({ path, world }) => ({
      status: 200,
      body: renderComment(world, requireComment(world, path.comment_id)),
    }),
  },
  'issues/create-comment': {
    needs: WRITES,
    handle: ({ path, body, world, caller }) => ({
      status: 201,
      body: renderComment(world, addComment(world, path.issue_number, caller.user, body.body)),
    }),
  },
  'issues/update-comment': {
    needs: WRITES,
    handle: ({ path, body, world }) => {
      const comment = requireComment(world, path.comment_id);
      requireBody(body.body);
      comment.body = body.body;
      comment.updatedAt = world.now();
      return { status: 200, body: renderComment(world, comment) };
    },
  },
  'issues/delete-comment': {
    needs: WRITES,
    handle: ({ path, world }) => {
      const comment = requireComment(world, path.comment_id);
      world.comments = world.comments.filter((one) => one !== comment);
      return { status: 204 };
    },
  },
} satisfies Operations;

export function addComment(world: World, number: number, author: User, body: string): Comment {
  const issue = found(world.issues.get(number));
  requireBody(body);
  const at = world.now();
  const comment = { id: world.nextId(), issue: issue.number, author, body, createdAt: at, updatedAt: at };
  world.comments.push(comment);
  issue.updatedAt = at;
  return comment;
}

function requireComment(world: World, id: number): Comment {
  return found(world.comments.find((comment) => comment.id === id));
}

function requireBody(body: string): void {
  if (body.trim() === '') {
    throw new Refusal(422, 'Validation Failed', {
      errors: [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }],
    });
  }
  requireShort('IssueComment', body);
}
