import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { deleteKeyFile, makeKeyFile, readKeyFiles, type SigningKey } from './key-file.ts';
import { planKeys } from './plan-keys.ts';
import { storePublicKeys } from './public-keys.ts';

export interface SigningKeyPorts {
  readonly db: Store['db'];
  readonly clock: Clock;
  /** Absolute path of a folder that only this replica writes to. */
  readonly folder: string;
}

/** Each key is shown for at least so long after it has signed: longer than any token lives. */
const SHOWN_AT_LEAST_MS = 2 * 60 * 60 * 1_000;
/** Written so far ahead, so that a replica which gives out tokens writes some times a day, and others not at all. */
const SHOWN_AHEAD_MS = 6 * 60 * 60 * 1_000;

/**
 * The keys of this replica. Their private halves stay in its folder; the public ones go to the store, where all replicas
 * find them. They leave it some hours after their replica has signed last, however it came to its end.
 */
export class SigningKeys {
  readonly #ports: SigningKeyPorts;
  readonly #shownUntil = new Map<string, number>();
  #keys: readonly SigningKey[] | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: SigningKeyPorts) {
    this.#ports = ports;
  }

  /**
   * The key to sign with, which all replicas know of.
   * @throws {IdentityError} {StoreError}
   */
  forSigning(): Promise<SigningKey> {
    const next = this.#turn.then(() => this.#choose());
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #choose(): Promise<SigningKey> {
    const { clock, folder } = this.#ports;
    const now = clock.now();
    this.#keys ??= await readKeyFiles(folder);
    if (planKeys(this.#keys, now).make) this.#keys = [...this.#keys, await makeKeyFile(folder, now)];
    const plan = planKeys(this.#keys, now);
    await this.#show(
      this.#keys.filter(({ kid }) => plan.live.includes(kid)),
      now,
    );
    const spent = this.#keys.filter(({ kid }) => plan.drop.includes(kid));
    for (const key of spent) await deleteKeyFile(folder, key);
    this.#keys = this.#keys.filter((key) => !spent.includes(key));
    const chosen = this.#keys.find(({ kid }) => kid === plan.sign);
    if (chosen === undefined) throw new Error('A replica has a key once it has made one.');
    return chosen;
  }

  async #show(keys: readonly SigningKey[], now: Date): Promise<void> {
    const time = now.getTime();
    const due = keys.filter(({ kid }) => (this.#shownUntil.get(kid) ?? 0) < time + SHOWN_AT_LEAST_MS);
    if (due.length === 0) return;
    const retiresAt = new Date(time + SHOWN_AHEAD_MS);
    const published = due.map(({ publicKey, createdAt }) => ({ key: publicKey, createdAt, retiresAt }));
    await storePublicKeys(this.#ports.db, published, now);
    for (const { kid } of due) this.#shownUntil.set(kid, retiresAt.getTime());
  }
}
