import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Position, parsePosition } from './position.ts';

const NAME = 'sent.json';

/** Keeps what is settled, all of it or what was kept before. */
export async function storePosition(folder: string, position: Position): Promise<void> {
  const next = join(folder, `${NAME}.next`);
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(position));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(next, join(folder, NAME));
}

/** @returns undefined where nothing was kept that can be read */
export async function readPosition(folder: string): Promise<Position | undefined> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => '');
  return parsePosition(text);
}
