import type { Clock } from '../../clock.ts';
import type { SecretResult, SecretUse } from '../read-secret.ts';
import { checkTeamPath } from './check-team-path.ts';
import { explainAnswer } from './explain-answer.ts';
import { type Lease, LeaseBook, type LeasedSecret, type LeaseTerm } from './lease-book.ts';
import { encodeVaultPath, parseVaultReference } from './parse-vault-reference.ts';
import { rememberBriefly } from './remember-briefly.ts';
import { openVaultWire, type VaultWire } from './send-to-vault.ts';
import type { VaultConfig } from './vault-config.ts';
import { VaultError } from './vault-error.ts';
import { type VaultMount, VaultMounts } from './vault-mounts.ts';
import { type SessionAnswer, VaultSession } from './vault-session.ts';

/** HashiCorp Vault or OpenBao. */
export interface Vault {
  /** Reads a `vault:` reference; what it gives is at most a minute old. */
  read(reference: string, use?: SecretUse): Promise<SecretResult>;
  /**
   * Lets go of all that was leased for somebody but what these references name. Resolves once it was revoked, or can't be.
   */
  keepOnly(leaseFor: string, references: readonly string[]): Promise<void>;
  /** Calls back with the user of a lease that holds other values from now on; returns the way to stop. */
  subscribe(listener: (leaseFor: string) => void): () => void;
  /** Revokes all leases and the token, as far as the vault answers in time. */
  close(): Promise<void>;
}

export interface VaultPorts {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of what an operator has to know; it holds no secrets. */
  readonly tell: (problem: string) => void;
}

const REMEMBERED_MS = 60_000;
const CLOSING_MS = 5_000;

/** @throws {VaultError} when the certificates that vouch for it can't be read */
export function openVault(config: VaultConfig, ports: VaultPorts): Vault {
  const wire = openVaultWire(config);
  const session = new VaultSession(config.login, { ...ports, wire });
  const mounts = new VaultMounts(session, ports.clock);
  const listeners = new Set<(leaseFor: string) => void>();
  const leases = new LeaseBook({
    ...ports,
    ...leaseRequests(session),
    fetch: (path) => fetchSecret(session, path, path),
    onChanged: (user) => {
      for (const listener of listeners) listener(user);
    },
  });
  const stored = rememberBriefly(
    async (path) => {
      const mount = await mounts.find(path);
      try {
        return await fetchStored(session, path, mount);
      } catch (error) {
        if (error instanceof VaultError && error.code === 'missing') mounts.forget(path);
        throw error;
      }
    },
    { clock: ports.clock, forMs: REMEMBERED_MS },
  );
  const readData = async (path: string, { leaseFor }: SecretUse) => {
    const { holds } = await mounts.find(path);
    if (holds !== 'leased') return stored.get(path);
    if (leaseFor === undefined)
      throw new VaultError('refused', `${path} is leased: only installations can refer to it.`);
    return (await leases.read(leaseFor, path)).data;
  };
  return {
    read: (reference, use = {}) =>
      asResult(async () => {
        const { path, key } = parseVaultReference(reference);
        checkTeamPath(path, config.prefix, use.team);
        return pickValue(await readData(path, use), path, key);
      }),
    keepOnly: (leaseFor, references) => leases.keepOnly(leaseFor, pathsOf(references)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      stored.clear();
      await closeInTime(leases, session, wire);
    },
  };
}

async function closeInTime(leases: LeaseBook, session: VaultSession, wire: VaultWire): Promise<void> {
  const signal = AbortSignal.timeout(CLOSING_MS);
  const late = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([leases.close(), late]);
  await session.close(signal);
  await wire.close();
}

async function fetchStored(session: VaultSession, path: string, { path: at, holds }: VaultMount) {
  if (holds === 'values') return (await fetchSecret(session, path, path)).data;
  const { data } = await fetchSecret(session, path, `${at}data/${path.slice(at.length)}`);
  return recordOf(data['data']);
}

/** @param place where the vault is asked for it, unlike `path` for engines that keep versions */
async function fetchSecret(session: VaultSession, path: string, place: string): Promise<LeasedSecret> {
  const answer = await session.ask({ method: 'GET', path: encodeVaultPath(place) });
  if (answer.status !== 200) throw explainAnswer(answer, path);
  return { data: recordOf(answer.body?.['data']), lease: leaseOf(answer) };
}

function leaseOf({ body, tokenEnded }: SessionAnswer): Lease | undefined {
  const id = body?.['lease_id'];
  if (typeof id !== 'string' || id === '') return undefined;
  return { id, ...termOf(body), tokenEnded };
}

function termOf(body: SessionAnswer['body']): LeaseTerm {
  const seconds = body?.['lease_duration'];
  return {
    lifeMs: typeof seconds === 'number' ? seconds * 1_000 : 0,
    renewable: body?.['renewable'] === true,
  };
}

function leaseRequests(session: VaultSession) {
  return {
    renew: async ({ id }: Lease, wantedMs: number): Promise<LeaseTerm | undefined> => {
      const increment = Math.ceil(wantedMs / 1_000);
      const answer = await session.ask({
        method: 'PUT',
        path: 'sys/leases/renew',
        body: { lease_id: id, increment },
      });
      if (answer.status >= 500) throw explainAnswer(answer, 'a lease');
      return answer.status === 200 ? termOf(answer.body) : undefined;
    },
    revoke: async ({ id }: Lease): Promise<void> => {
      const answer = await session.ask({ method: 'PUT', path: 'sys/leases/revoke', body: { lease_id: id } });
      if (answer.status >= 300) throw explainAnswer(answer, 'sys/leases/revoke');
    },
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function pickValue(data: Readonly<Record<string, unknown>>, path: string, key: string): string {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (value === undefined || value === null)
    throw new VaultError('missing', `The secret at ${path} has no key "${key}".`);
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') throw new VaultError('refused', `${path}#${key} is no text.`);
  if (text.trim() === '') throw new VaultError('missing', `${path}#${key} is empty.`);
  return text.trim();
}

function pathsOf(references: readonly string[]): string[] {
  return references
    .filter((reference) => reference.startsWith('vault:'))
    .flatMap((reference) => {
      try {
        return [parseVaultReference(reference).path];
      } catch {
        return [];
      }
    });
}

async function asResult(read: () => Promise<string>): Promise<SecretResult> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof VaultError) return { ok: false, reason: error.message };
    throw error;
  }
}
