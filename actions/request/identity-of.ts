import type { Account } from '@souk/model/approval/review.ts';
import { ActionFault } from '../runtime/action-fault.ts';

const LOGIN = /^[\w-]{1,64}(?:\[bot\])?$/;

/**
 * The author that a commit must name so that the host counts it as the work of an account.
 *
 * @param serverUrl `https://github.com`, or that of an Enterprise server
 * @throws {ActionFault} `unfinished` when the login is none
 */
export function identityOf(
  { id, login }: Account,
  serverUrl: string,
): { readonly name: string; readonly email: string } {
  if (!LOGIN.test(login))
    throw new ActionFault('unfinished', `${JSON.stringify(login)} is no login of an account.`);
  return { name: login, email: `${id}+${login}@users.noreply.${new URL(serverUrl).hostname}` };
}
