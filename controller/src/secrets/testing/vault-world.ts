import { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { openVault, type Vault } from '../vault/open-vault.ts';
import type { VaultConfig, VaultLogin } from '../vault/vault-config.ts';
import { ROLE, VaultDouble } from './vault-double.ts';

export const byRole = { method: 'approle', mount: 'approle', ...ROLE } as const satisfies VaultLogin;

/** A vault in memory, on a clock that stands still, and what reads it. */
export class VaultWorld {
  readonly double: VaultDouble;
  readonly clock = new FakeClock();
  /** What the operator was told of. */
  readonly told: string[] = [];
  readonly address: string;
  readonly #opened: Vault[] = [];

  private constructor(double: VaultDouble, address: string) {
    this.double = double;
    this.address = address;
  }

  static async start(): Promise<VaultWorld> {
    const double = new VaultDouble();
    return new VaultWorld(double, await double.start());
  }

  open(parts: Partial<VaultConfig> = {}): Vault {
    const vault = openVault(
      {
        ...{ address: this.address, login: { method: 'token', token: 'token-of-the-tests' } },
        ...{ namespace: undefined, caFile: undefined, prefix: undefined, timeoutMs: 5_000, ...parts },
      },
      { clock: this.clock, random: () => 0.5, tell: (problem) => this.told.push(problem) },
    );
    this.#opened.push(vault);
    return vault;
  }

  /** Why a reference can not be read, however often it is tried. */
  async reasonOf(vault: Vault, reference: string, use = {}): Promise<string> {
    const result = await this.pass(vault.read(reference, use));
    return result.ok ? 'no reason: it was read' : result.reason;
  }

  /** Lets the clock go on until it is done. */
  async pass<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    await until(
      () => {
        this.clock.advance(500);
        return isDone;
      },
      (settled) => settled,
    );
    return done;
  }

  async close(): Promise<void> {
    for (const vault of this.#opened) await vault.close();
    await this.double[Symbol.asyncDispose]();
  }
}
