import type { Driver } from '../driver.ts';
import type { TerraformDriver } from './terraform-driver.ts';

/** One driver for all who use it: to open another on its folder would end what the first one runs. */
export class SharedTerraform {
  readonly #openDriver: () => Promise<TerraformDriver>;
  #opening: Promise<TerraformDriver> | undefined;

  constructor(openDriver: () => Promise<TerraformDriver>) {
    this.#openDriver = openDriver;
  }

  /** Opens it, or gives the one that is open. */
  open(): Promise<TerraformDriver> {
    this.#opening ??= this.#openDriver().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** The same as a driver that lets go of it for all when it is closed. */
  async asDriver(): Promise<Driver> {
    const driver = await this.open();
    return {
      name: driver.name,
      endsWithProcess: driver.endsWithProcess,
      apply: (...args) => driver.apply(...args),
      remove: (...args) => driver.remove(...args),
      observe: (...args) => driver.observe(...args),
      list: () => driver.list(),
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    const opened = this.#opening;
    this.#opening = undefined;
    await (await opened?.catch(() => undefined))?.close();
  }
}
