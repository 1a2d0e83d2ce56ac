import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import type { VaultConfig } from './vault-config.ts';
import { VaultError } from './vault-error.ts';

/** A request below `/v1/`. */
export interface VaultRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Encoded, such as `kv/data/crm/prod`. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface VaultAnswer {
  readonly status: number;
  /** As it came; undefined when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export interface VaultWire {
  /** @throws {VaultError} `unreachable` */
  send(request: VaultRequest, signal: AbortSignal): Promise<VaultAnswer>;
  close(): Promise<void>;
}

/** Secrets are small, and an answer is held in memory. */
const LARGEST_ANSWER = 1_024 * 1_024;

/**
 * Opens the way to the vault. No redirect is followed and no proxy is asked: the token goes where the operator says and
 * nowhere else.
 *
 * @throws {VaultError} when the certificates can not be read
 */
export function openVaultWire({
  address,
  namespace,
  caFile,
  timeoutMs,
}: Pick<VaultConfig, 'address' | 'namespace' | 'caFile' | 'timeoutMs'>): VaultWire {
  const agent = new Agent({
    connect: { timeout: timeoutMs, ...(caFile === undefined ? {} : { ca: readCertificates(caFile) }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: LARGEST_ANSWER,
  });
  const base = address.replace(/\/+$/, '');
  const always = {
    'x-vault-request': 'true',
    ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
  };
  return {
    send: async ({ method, path, token, body }, signal) => {
      try {
        const answer = await request(`${base}/v1/${path}`, {
          method,
          dispatcher: agent,
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
          headers: {
            ...always,
            ...(token === undefined ? {} : { 'x-vault-token': token }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          body: body === undefined ? null : JSON.stringify(body),
        });
        return { status: answer.statusCode, body: parseObject(await answer.body.text()) };
      } catch (error) {
        throw new VaultError('unreachable', `The vault at ${base} can't be reached (${codeOf(error)}).`);
      }
    },
    close: () => agent.destroy(),
  };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new VaultError(
      'unreachable',
      `SOUK_VAULT_CA_FILE names ${path}, which can't be read (${codeOf(error)}).`,
    );
  }
}

function parseObject(text: string): VaultAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as VaultAnswer['body']) : undefined;
  } catch {
    return undefined;
  }
}

/** The code alone: the words of an error can hold what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'TimeoutError' ? 'no answer in time' : error.name;
}
