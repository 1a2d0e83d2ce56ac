/** Those who want to be called back. */
export class Listeners {
  readonly #listeners = new Set<{ readonly call: () => void }>();

  /** Returns the way to stop. */
  add(call: () => void): () => void {
    const listener = { call };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call(): void {
    for (const { call } of [...this.#listeners]) call();
  }
}
