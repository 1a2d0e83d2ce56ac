import type { Clock } from '../../clock.ts';
import { explainAnswer } from './explain-answer.ts';
import { encodeVaultPath } from './parse-vault-reference.ts';
import { type Remembered, rememberBriefly } from './remember-briefly.ts';
import { VaultError } from './vault-error.ts';
import type { VaultSession } from './vault-session.ts';

/** Where an engine of the vault lies, and how it is read. */
export interface VaultMount {
  /** With a slash at its end, such as `kv/`. */
  readonly path: string;
  /** `leased` is what makes a secret for whoever reads it. */
  readonly holds: 'versions' | 'values' | 'leased';
}

/** Engines that hold what belongs to the vault itself, our own token among it. */
const INNER_TYPES = /^(ns_)?(system|identity|token|cubbyhole)$/;
const INNER_PATHS: readonly string[] = ['sys', 'auth', 'identity', 'cubbyhole'];

const KNOWN_FOR_MS = 10 * 60 * 1_000;

/** Finds out once in a while by what kind of engine a path is served. */
export class VaultMounts {
  readonly #session: Pick<VaultSession, 'ask'>;
  readonly #clock: Clock;
  readonly #asked: Remembered<VaultMount>;
  readonly #known = new Map<string, { readonly mount: VaultMount; readonly until: number }>();

  constructor(session: Pick<VaultSession, 'ask'>, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    this.#asked = rememberBriefly((path) => this.#ask(path), { clock, forMs: 1_000 });
  }

  /** @throws {VaultError} also for what belongs to the vault itself */
  async find(path: string): Promise<VaultMount> {
    const now = this.#clock.now().getTime();
    for (const { mount, until } of this.#known.values())
      if (until > now && path.startsWith(mount.path)) return mount;
    // What is not to be read is not to be asked about either.
    if (INNER_PATHS.includes(path.split('/')[0] ?? '')) throw inner(path);
    return this.#asked.get(path);
  }

  /** Forgets the mount of a path: it may be another by now. */
  forget(path: string): void {
    this.#asked.clear();
    for (const known of this.#known.keys()) if (path.startsWith(known)) this.#known.delete(known);
  }

  async #ask(path: string): Promise<VaultMount> {
    const answer = await this.#session.ask({
      method: 'GET',
      path: `sys/internal/ui/mounts/${encodeVaultPath(path)}`,
    });
    if (answer.status !== 200) throw explainAnswer(answer, path);
    const mount = readMount(answer.body?.['data'], path);
    this.#known.set(mount.path, { mount, until: this.#clock.now().getTime() + KNOWN_FOR_MS });
    return mount;
  }
}

interface MountFacts {
  readonly path: unknown;
  readonly type: unknown;
  readonly options: { readonly version?: unknown; readonly leased_passthrough?: unknown } | null;
}

function readMount(data: unknown, path: string): VaultMount {
  const { path: at, type, options } = (data ?? {}) as Partial<MountFacts>;
  if (typeof at !== 'string' || typeof type !== 'string' || !at.endsWith('/'))
    throw new VaultError('refused', `The vault does not say by what kind of engine ${path} is served.`);
  const segments = at.split('/');
  if (INNER_TYPES.test(type) || INNER_PATHS.some((name) => segments.includes(name)) || !path.startsWith(at))
    throw inner(path);
  const isStore = type === 'kv' || type === 'generic';
  if (!isStore || options?.leased_passthrough === 'true') return { path: at, holds: 'leased' };
  return { path: at, holds: options?.version === '2' ? 'versions' : 'values' };
}

function inner(path: string): VaultError {
  return new VaultError('refused', `${path} belongs to the vault itself: only engines for secrets are read.`);
}
