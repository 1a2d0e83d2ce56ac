import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program of OPA: `$OPA`, else `opa` on the PATH, else none. */
export function findOpa(): string | undefined {
  const named = process.env['OPA'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'opa')).find((file) => existsSync(file));
}
