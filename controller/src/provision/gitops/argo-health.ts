import type { Instance } from '@souk/model/installation/instance.ts';
import { Agent, request } from 'undici';
import type { Observation } from '../driver.ts';
import type { ReadHealth } from './gitops-ports.ts';

export interface ArgoHealthOptions {
  /** Address of the API server, such as `https://argocd.example.com`. */
  readonly url: string;
  readonly token: string;
  /** Name of the Application of an instance. */
  readonly applicationOf: (instance: Instance) => string;
  readonly timeoutMs: number;
  /** What requests are sent by; one of its own when undefined. */
  readonly agent?: Agent;
}

type Health = Omit<Observation, 'drift'>;

/** Bytes; an Application tells of each of its objects. */
const LARGEST_ANSWER = 4 * 2 ** 20;
const LONGEST_MESSAGE = 300;

/** Asks Argo CD how the Application of an instance does: `GET /api/v1/applications/{name}`. */
export function createArgoHealth(options: ArgoHealthOptions): ReadHealth {
  const agent = options.agent ?? new Agent({ maxResponseSize: LARGEST_ANSWER });
  return async (instance, signal) => {
    const name = options.applicationOf(instance);
    try {
      const { statusCode, body } = await request(
        new URL(`/api/v1/applications/${encodeURIComponent(name)}`, options.url),
        {
          dispatcher: agent,
          headers: { authorization: `Bearer ${options.token}`, accept: 'application/json' },
          signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
        },
      );
      if (statusCode === 200) return readApplication(await body.json());
      await body.dump();
      return unknown(`Argo CD answers ${statusCode} for the Application ${name}${hintOf(statusCode)}.`);
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      return unknown(`Argo CD can't be asked for the Application ${name} (${code}).`);
    }
  };
}

/** What `status` of an Application says: it is only as healthy as it is of the newest commit. */
function readApplication(application: unknown): Health {
  const status = part(application, 'status');
  const health = part(status, 'health');
  const state = part(health, 'status');
  const why = shown(part(health, 'message')) ?? shown(part(part(status, 'operationState'), 'message'));
  const isSynced = part(part(status, 'sync'), 'status') === 'Synced';
  switch (state) {
    case 'Healthy':
      return isSynced ? { health: 'healthy' } : unknown('Argo CD has not brought over the newest commit.');
    case 'Degraded':
    case 'Missing':
      return {
        health: 'unhealthy',
        message: `Argo CD calls it ${state}${why === undefined ? '.' : `: ${why}`}`,
      };
    case 'Progressing':
    case 'Suspended':
      return unknown(`Argo CD calls it ${state}.`);
    default:
      return unknown('Argo CD does not know how it does.');
  }
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** What was written in the cluster, as one short line. */
function shown(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  if (line === '') return undefined;
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function hintOf(statusCode: number): string {
  if (statusCode === 401) return ': its token is not taken';
  // It answers so for what is not there too.
  if (statusCode === 403) return ': there is none, or the token may not read it';
  return statusCode === 404 ? ': there is none' : '';
}

function unknown(message: string): Health {
  return { health: 'unknown', message };
}
