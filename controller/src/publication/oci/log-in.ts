import type { Challenge } from './parse-challenge.ts';
import { RegistryError } from './registry-error.ts';
import { requireAnswer, sendOnce, showUrl } from './send-once.ts';

export interface RegistryAccess {
  /** Host, with port where it has one. */
  readonly host: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/**
 * Answers a challenge.
 * @returns the header `Authorization` for what follows
 * @throws {RegistryError}
 */
export async function logIn(
  challenge: Challenge | undefined,
  { username, password }: RegistryAccess,
  repository: string,
  ended: AbortSignal,
): Promise<string> {
  const basic =
    username === undefined
      ? undefined
      : `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`;
  if (challenge === undefined)
    throw new RegistryError('unauthorized', 'The registry wants a kind of login that Souk does not know.');
  if (challenge.scheme === 'basic') {
    if (basic !== undefined) return basic;
    throw new RegistryError(
      'unauthorized',
      'The registry wants a user: set SOUK_OCI_USERNAME and SOUK_OCI_PASSWORD.',
    );
  }
  const url = new URL(challenge.realm);
  if (challenge.service !== undefined) url.searchParams.set('service', challenge.service);
  url.searchParams.set('scope', `repository:${repository}:pull,push`);
  const headers: Record<string, string> = basic === undefined ? {} : { authorization: basic };
  const response = await requireAnswer(url, await sendOnce(url, { method: 'GET', headers }, ended));
  const token = response.status === 200 ? tokenOf(await response.json().catch(() => undefined)) : undefined;
  if (token !== undefined) return `Bearer ${token}`;
  throw new RegistryError(
    'unauthorized',
    `${showUrl(url)} gives no token for ${repository}: it answered ${response.status}. Check SOUK_OCI_USERNAME and SOUK_OCI_PASSWORD.`,
  );
}

function tokenOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { token, access_token: older } = answer as {
    readonly token?: unknown;
    readonly access_token?: unknown;
  };
  const found = token ?? older;
  return typeof found === 'string' ? found : undefined;
}
