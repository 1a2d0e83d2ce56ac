import { setFlagsFromString } from 'node:v8';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';

/** The host keeps the files of the database in its own cache: what PostgreSQL keeps beside that is held twice. */
const SETTINGS = ['shared_buffers=32MB'];

const TIER_UP = ['wasm-tier-up', 'wasm-dynamic-tiering'];

/**
 * Opens an embedded database with little memory.
 *
 * @param folder in memory when undefined
 */
export async function openPglite(folder?: string, options: PGliteOptions = {}): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])];
  return withoutTierUp(() => PGlite.create({ ...options, ...(folder && { dataDir: folder }), startParams }));
}

/**
 * V8 compiles hot WebAssembly once more, and better. For the largest functions of PostgreSQL, its parser and its
 * interpreter, that takes half a gigabyte at once and saves next to nothing. They all run while a database opens, and
 * stay as they were compiled then; whatever first runs later is compiled better as usual.
 */
async function withoutTierUp<T>(open: () => Promise<T>): Promise<T> {
  for (const flag of TIER_UP) setFlagsFromString(`--no-${flag}`);
  try {
    return await open();
  } finally {
    for (const flag of TIER_UP.toReversed()) setFlagsFromString(`--${flag}`);
  }
}
