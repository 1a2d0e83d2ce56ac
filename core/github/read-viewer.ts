import type { Account } from '@souk/model/approval/review.ts';
import { expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** Whom a token acts as. */
export interface Viewer {
  readonly account: Account;
  /** Last part of the address of the app; undefined when the token is that of a person. */
  readonly appSlug: string | undefined;
}

const BOT = '[bot]';

/**
 * The account that the token of a client acts as. REST tells it for people only.
 *
 * @throws {GitHubError}
 */
export async function readViewer({ octokit }: RepositoryClient): Promise<Viewer> {
  const { viewer } = await octokit.graphql<{ viewer: { login?: unknown; databaseId?: unknown } }>(
    '{ viewer { login databaseId } }',
  );
  const login = expectText(viewer.login, 'the login of the account that the token is for');
  return {
    account: { id: expectId(viewer.databaseId, 'the id of the account that the token is for'), login },
    appSlug: login.endsWith(BOT) ? login.slice(0, -BOT.length) : undefined,
  };
}
