import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { Agent, request } from 'undici';
import type { TrustedIssuer } from './trusted-issuer.ts';

/** Where keys are got from again when they are older, or when one is asked for that is not among them. */
const FRESH_MS = 10 * 60 * 1_000;
const ASK_AGAIN_MS = 30_000;
const TIMEOUT_MS = 5_000;
const LARGEST_ANSWER = 1_024 * 1_024;

/** The keys that an issuer signs with, as it shows them now. */
export function openIssuerKeys({ keys }: Pick<TrustedIssuer, 'keys'>): JWTVerifyGetKey {
  if ('file' in keys) return keysOfFile(keys.file);
  const { url, caFile, tokenFile } = keys;
  return createRemoteJWKSet(new URL(url), {
    ...{ cacheMaxAge: FRESH_MS, cooldownDuration: ASK_AGAIN_MS, timeoutDuration: TIMEOUT_MS },
    [customFetch]: async (target, { signal }) => {
      try {
        return Response.json(await fetchKeys(target, { caFile, tokenFile, signal }));
      } catch (cause) {
        // Only these tell that it was the way, and not the token.
        throw new errors.JWKSTimeout('The keys can not be got.', { cause });
      }
    },
  });
}

/** A file of the authority, or of what lets us in, can be another one by now. */
async function fetchKeys(url: string, { caFile, tokenFile, signal }: KeyRequest): Promise<unknown> {
  const headers = tokenFile === undefined ? {} : { authorization: `Bearer ${await readText(tokenFile)}` };
  const connect = caFile === undefined ? {} : { ca: await readText(caFile) };
  const dispatcher = new Agent({ connect, maxResponseSize: LARGEST_ANSWER });
  try {
    const answer = await request(url, { dispatcher, signal, headers });
    if (answer.statusCode !== 200) throw new Error(`It answered ${answer.statusCode}.`);
    return await answer.body.json();
  } finally {
    await dispatcher.destroy();
  }
}

interface KeyRequest {
  readonly caFile: string | undefined;
  readonly tokenFile: string | undefined;
  readonly signal: AbortSignal;
}

/** A file is read anew each time: it is small, and whoever renews keys replaces it. */
function keysOfFile(path: string): JWTVerifyGetKey {
  return async (header, token) => {
    let keys: JSONWebKeySet;
    try {
      keys = JSON.parse(await readText(path));
    } catch {
      throw new errors.JWKSInvalid();
    }
    return createLocalJWKSet(keys)(header, token);
  };
}

async function readText(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}
