import type { Clock } from '../../clock.ts';
import { retryDelay } from '../../retry-delay.ts';
import { sleepUntil } from './sleep-until.ts';
import { VaultError } from './vault-error.ts';

/** What an engine made for whoever read it. */
export interface LeasedSecret {
  readonly data: Readonly<Record<string, unknown>>;
  readonly lease: Lease | undefined;
}

export interface Lease extends LeaseTerm {
  readonly id: string;
  /** The token that it was given to is no longer ours: it ends, and can't be renewed. */
  readonly tokenEnded: AbortSignal;
}

export interface LeaseTerm {
  /** Milliseconds from now. */
  readonly lifeMs: number;
  readonly renewable: boolean;
}

export interface LeasePorts {
  /** @throws {VaultError} */
  readonly fetch: (path: string) => Promise<LeasedSecret>;
  /** @returns undefined when it is gone or can't be renewed @throws {VaultError} when the vault can't tell */
  readonly renew: (lease: Lease, wantedMs: number) => Promise<LeaseTerm | undefined>;
  /** @throws {VaultError} */
  readonly revoke: (lease: Lease) => Promise<void>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told that somebody has other values from now on, or none. */
  readonly onChanged: (user: string) => void;
  /** Told of what an operator has to know; it holds no secrets. */
  readonly tell: (problem: string) => void;
}

interface Held {
  readonly secret: LeasedSecret;
  readonly lease: Lease;
  /** How long it lived at first. */
  readonly wholeMs: number;
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Entry {
  readonly user: string;
  readonly path: string;
  readonly over: AbortController;
  reading: Promise<LeasedSecret>;
  current: Held | undefined;
  /** Those before it that may still be in use. */
  former: readonly Held[];
}

/** However short a lease is, the vault is not asked more often. */
const SHORTEST_MS = 1_000;
const PACE = { firstMs: 2_000, longestMs: 60_000 };

/**
 * Keeps what was leased alive for as long as somebody uses it: renewed at two thirds of its time, replaced where it can't
 * be, and revoked once it is let go. Each user has leases of its own, so that they can be told apart and ended alone.
 */
export class LeaseBook {
  readonly #ports: LeasePorts;
  readonly #entries = new Map<string, Entry>();
  #closed = false;

  constructor(ports: LeasePorts) {
    this.#ports = ports;
  }

  /** @throws {VaultError} */
  read(user: string, path: string): Promise<LeasedSecret> {
    if (this.#closed) return Promise.reject(letGo(path));
    const key = keyOf({ user, path });
    const known = this.#entries.get(key);
    if (known !== undefined) return known.reading;
    const over = new AbortController();
    const fetched = this.#ports.fetch(path);
    const entry: Entry = { user, path, over, current: undefined, former: [], reading: fetched };
    entry.reading = fetched.then((secret) => this.#begin(entry, secret));
    this.#entries.set(key, entry);
    entry.reading.catch(() => this.#forget(entry));
    return entry.reading;
  }

  /** Lets go of all that a user has but these paths. */
  async keepOnly(user: string, paths: readonly string[]): Promise<void> {
    const left = [...this.#entries.values()].filter(
      (entry) => entry.user === user && !paths.includes(entry.path),
    );
    await Promise.all(left.map((entry) => this.#end(entry)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#entries.values()].map((entry) => this.#end(entry)));
  }

  async #begin(entry: Entry, secret: LeasedSecret): Promise<LeasedSecret> {
    if (secret.lease === undefined) {
      this.#forget(entry);
      return secret;
    }
    if (entry.over.signal.aborted) {
      await this.#revoke(secret.lease, entry);
      throw letGo(entry.path);
    }
    entry.current = this.#held(secret, secret.lease);
    void this.#keep(entry, entry.current);
    return secret;
  }

  async #keep(entry: Entry, first: Held): Promise<void> {
    const { clock, random, onChanged, tell } = this.#ports;
    const over = entry.over.signal;
    let held = first;
    for (let failures = 0; ; ) {
      if (failures === 0)
        await sleepUntil(clock, held.renewAt, AbortSignal.any([over, held.lease.tokenEnded]));
      else await clock.sleep(retryDelay(failures, { ...PACE, random }), over);
      if (over.aborted) return;
      try {
        held = (await this.#renewed(held)) ?? (await this.#replaced(entry, held));
        failures = 0;
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        if (over.aborted) return;
        failures += 1;
        if (failures === 1)
          tell(`What ${entry.user} leased at ${entry.path} can not be renewed: ${error.message}`);
        if (clock.now().getTime() < held.endsAt) continue;
        this.#forget(entry);
        return onChanged(entry.user);
      }
      entry.current = held;
    }
  }

  /** @returns undefined when its time is up for good: near the most that it may live, each renewal gives less */
  async #renewed({ secret, lease, wholeMs }: Held): Promise<Held | undefined> {
    if (!lease.renewable || lease.tokenEnded.aborted) return undefined;
    const term = await this.#ports.renew(lease, wholeMs);
    if (term === undefined || term.lifeMs < wholeMs / 2) return undefined;
    return { ...this.#held(secret, { ...lease, ...term }), wholeMs };
  }

  /** The one before lives on until its time is up, for those who have not taken over the new values yet. */
  async #replaced(entry: Entry, before: Held): Promise<Held> {
    const { fetch, clock, onChanged } = this.#ports;
    const secret = await fetch(entry.path);
    if (secret.lease === undefined) throw new VaultError('refused', `${entry.path} is not leased any more.`);
    if (entry.over.signal.aborted) {
      await this.#revoke(secret.lease, entry);
      throw letGo(entry.path);
    }
    const now = clock.now().getTime();
    const held = this.#held(secret, secret.lease);
    entry.former = [...entry.former, before].filter(({ endsAt }) => endsAt > now);
    entry.current = held;
    entry.reading = Promise.resolve(secret);
    onChanged(entry.user);
    return held;
  }

  #held(secret: LeasedSecret, lease: Lease): Held {
    const now = this.#ports.clock.now().getTime();
    const { lifeMs } = lease;
    const renewAt = now + Math.max(SHORTEST_MS, (lifeMs * 2) / 3);
    return { secret, lease, wholeMs: lifeMs, renewAt, endsAt: now + lifeMs };
  }

  async #end(entry: Entry): Promise<void> {
    this.#forget(entry);
    entry.over.abort();
    // What is on its way is revoked by whoever waits for it.
    await entry.reading.catch(() => undefined);
    const now = this.#ports.clock.now().getTime();
    const held = [...entry.former, ...(entry.current === undefined ? [] : [entry.current])];
    await Promise.all(
      held.filter(({ endsAt }) => endsAt > now).map(({ lease }) => this.#revoke(lease, entry)),
    );
  }

  async #revoke(lease: Lease, { user, path }: Entry): Promise<void> {
    try {
      await this.#ports.revoke(lease);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.#ports.tell(
        `What ${user} leased at ${path} can not be revoked, and ends by itself: ${error.message}`,
      );
    }
  }

  #forget(entry: Entry): void {
    const key = keyOf(entry);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}

/** A path holds no line ends. */
function keyOf({ user, path }: { readonly user: string; readonly path: string }): string {
  return `${user}\n${path}`;
}

function letGo(path: string): VaultError {
  return new VaultError('refused', `${path} was let go of while it was read.`);
}
