import { pathFault } from './path-fault.ts';
import type { FileWriter } from './ports.ts';

/** A writer that keeps what it is given: for tests, and to see what would be written. */
export function createMemoryWriter(): FileWriter & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  return {
    files,
    exists: async (path) => files.has(path),
    async write(path, text) {
      const fault = pathFault(path);
      if (fault !== undefined) throw new Error(`The path ${fault}.`);
      files.set(path, text);
    },
  };
}
