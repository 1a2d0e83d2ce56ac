import { renderStatus } from '../answers/render.ts';
import { found, type Operations, Refusal } from './operation.ts';

export const statusOperations = {
  'repos/create-commit-status': {
    needs: ['statuses:write'],
    handle: async ({ path, body, world, caller }) => {
      const sha = await world.origin.resolve(path.sha);
      if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${path.sha}`);
      if ((body.description?.length ?? 0) > 140) {
        throw new Refusal(422, 'Validation Failed', {
          errors: ['description is too long (maximum is 140 characters)'],
        });
      }
      const context = body.context ?? 'default';
      if (world.statuses.filter((one) => one.sha === sha && one.context === context).length >= 1000) {
        throw new Refusal(422, 'This SHA and context has reached the maximum number of statuses.');
      }
      const status = {
        id: world.nextId(),
        sha,
        context,
        state: body.state,
        description: body.description ?? null,
        targetUrl: body.target_url ?? null,
        creator: caller.user,
        createdAt: world.now(),
      };
      world.statuses.push(status);
      return { status: 201, body: renderStatus(status) };
    },
  },
  'repos/list-commit-statuses-for-ref': {
    needs: ['statuses:read'],
    handle: async ({ path, world }) => {
      const sha = found(await world.origin.resolve(path.ref));
      return {
        list: world.statuses
          .filter((one) => one.sha === sha)
          .toReversed()
          .map(renderStatus),
      };
    },
  },
} satisfies Operations;
