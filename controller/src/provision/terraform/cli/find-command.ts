import { accessSync, constants, realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { TOOLS_PATH } from '../../local/sandbox/confine.ts';

/**
 * Path of the CLI.
 * @throws {Error} when it is not there
 */
export function findCommand(command: string, searched: string | undefined): string {
  const folders = [...(searched ?? '').split(':'), ...TOOLS_PATH.split(':')].filter((folder) =>
    isAbsolute(folder),
  );
  const candidates = isAbsolute(command) ? [command] : folders.map((folder) => join(folder, command));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return realpathSync(found);
  throw new Error(`There is no ${command} on this machine: install OpenTofu or Terraform, or name its path.`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
