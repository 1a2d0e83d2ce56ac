import type { App, Permissions, Team, User, World } from '../state/world.ts';

export interface TokenOptions {
  /** Slug of an app. */
  readonly app?: string;
  /** Login of a person. */
  readonly user?: string;
  /** An app's own unless given; a person has none unless given. */
  readonly permissions?: Permissions | undefined;
}

export interface PeopleArrangement {
  addUser(login: string, options?: { readonly collaborator?: boolean; readonly id?: number }): User;
  addTeam(slug: string, members: readonly string[]): Team;
  /** A GitHub App with its bot account `slug[bot]`, installed with these permissions. */
  addApp(slug: string, permissions: Permissions): App;
  issueToken(of: TokenOptions): string;
}

export function arrangePeople(world: World): PeopleArrangement {
  return {
    addUser: (login, options) => addUser(world, login, options),
    addTeam: (slug, members) => {
      for (const login of members) userOf(world, login);
      const team = { id: world.nextId(), slug, members };
      world.teams.set(slug, team);
      return team;
    },
    addApp: (slug, permissions) => {
      const bot = addAccount(world, {
        id: world.nextId(),
        login: `${slug}[bot]`,
        type: 'Bot',
        collaborator: false,
      });
      const id = world.nextId();
      const app = { id, slug, clientId: `Iv-${id}`, privateKey: `private key of ${slug}`, permissions, bot };
      world.apps.set(slug, app);
      return app;
    },
    issueToken: ({ app: slug, user, permissions }) => {
      const token = `ghs_${(slug ?? user ?? 'nobody').replaceAll('-', '')}${world.nextId()}`;
      if (slug === undefined) {
        world.tokens.set(token, { user: userOf(world, user ?? 'nobody'), permissions: permissions ?? {} });
      } else {
        const app = appOf(world, slug);
        world.tokens.set(token, { user: app.bot, app, permissions: permissions ?? app.permissions });
      }
      return token;
    },
  };
}

/** The account of a login, made without rights when there is none. */
export function userOf(world: World, login: string): User {
  return world.users.get(login.toLowerCase()) ?? addUser(world, login);
}

export function appOf(world: World, slug: string): App {
  const app = world.apps.get(slug);
  if (app === undefined) throw new Error(`There is no app ${slug}: add it with addApp.`);
  return app;
}

function addUser(
  world: World,
  login: string,
  { collaborator = false, id = world.nextId() }: { collaborator?: boolean; id?: number } = {},
): User {
  return addAccount(world, { id, login, type: 'User', collaborator });
}

function addAccount(world: World, user: User): User {
  world.users.set(user.login.toLowerCase(), user);
  return user;
}
