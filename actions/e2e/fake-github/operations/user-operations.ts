import { renderApp, renderAs, renderRepository, renderUser } from '../answers/render.ts';
import { found, type Operations } from './operation.ts';

export const userOperations = {
  'users/get-by-username': {
    needs: [],
    handle: ({ path, world }) => {
      const user = found(world.users.get(path.username.toLowerCase()));
      return { status: 200, body: renderAs(world, 'public-user', renderUser(user)) };
    },
  },
  'apps/get-by-slug': {
    needs: [],
    handle: ({ path, world }) => ({ status: 200, body: renderApp(found(world.apps.get(path.app_slug))) }),
  },
  'repos/get': {
    needs: [],
    handle: ({ world }) => ({ status: 200, body: renderRepository(world) }),
  },
} satisfies Operations;
