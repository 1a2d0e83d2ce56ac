import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A file of JSON lines for people to look into. When it holds half of what it may, it is put aside in the place of the one
 * before, so that the newest are kept.
 */
export class BoundedLog {
  readonly #path: string;
  readonly #older: string;
  readonly #mostBytes: number;

  constructor(folder: string, name: string, mostBytes: number) {
    this.#path = join(folder, `${name}.jsonl`);
    this.#older = join(folder, `${name}.older.jsonl`);
    this.#mostBytes = mostBytes;
  }

  /** Resolves when they are on disk. @throws a system error */
  async append(entries: readonly object[]): Promise<void> {
    if (entries.length === 0) return;
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const size = (await stat(this.#path).catch(() => undefined))?.size ?? 0;
    if (size > 0 && size + Buffer.byteLength(text) > this.#mostBytes / 2)
      await rename(this.#path, this.#older);
    const file = await open(this.#path, 'a', 0o600);
    try {
      await file.appendFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}
