import { randomUUID } from 'node:crypto';
import type { BackendBlock } from './backend-block.ts';
import { type LockHolder, parseLockInfo } from './state-lock.ts';

const ANSWER_MS = 15_000;
const TAKEN = [409, 423];

/** A state server as the backend `http` is told of it. */
export interface HttpBackend {
  read(name: string): string | undefined;
  send(method: string, address: string, body: string | undefined, signal: AbortSignal): Promise<Response>;
}

/**
 * What the CLI does not do on such a server itself; undefined for other backends.
 * @param variables of the CLI: names and passwords come from there
 */
export function openHttpBackend(
  { http }: BackendBlock,
  variables: Readonly<Record<string, string>>,
): HttpBackend | undefined {
  if (http === undefined) return undefined;
  const read = (name: string): string | undefined => http[name] ?? variables[`TF_HTTP_${name.toUpperCase()}`];
  const [username, password] = [read('username'), read('password')];
  const login = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  const headers = {
    'content-type': 'application/json',
    ...(username === undefined ? {} : { authorization: `Basic ${login}` }),
  };
  return {
    read,
    send: (method, address, body, signal) =>
      fetch(address, {
        ...{ method, headers, redirect: 'error', body: body ?? null },
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      }),
  };
}

/**
 * Who holds the lock of a state, of which the CLI tells only the id. The server is asked for the lock; should it be free by
 * now, it is given back. Undefined where that can't be known.
 *
 * @param who asks, as `user@host`
 */
export async function askHolder(
  backend: HttpBackend,
  who: string,
  signal: AbortSignal,
): Promise<LockHolder | undefined> {
  const [lock, unlock] = [backend.read('lock_address'), backend.read('unlock_address')];
  if (lock === undefined) return undefined;
  const info = { ID: randomUUID(), Operation: 'look', Who: who, Created: new Date().toISOString() };
  const body = JSON.stringify(info);
  try {
    const answer = await backend.send(backend.read('lock_method') ?? 'LOCK', lock, body, signal);
    if (TAKEN.includes(answer.status)) return parseLockInfo(await answer.text());
    if (answer.ok && unlock !== undefined)
      await backend.send(backend.read('unlock_method') ?? 'UNLOCK', unlock, body, signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

/** Deletes a state that holds nothing any more. Where that is refused, an empty state is left, which harms nobody. */
export async function deleteState(backend: HttpBackend, signal: AbortSignal): Promise<void> {
  const address = backend.read('address');
  if (address === undefined) return;
  await backend.send('DELETE', address, undefined, signal).catch(() => undefined);
  signal.throwIfAborted();
}
