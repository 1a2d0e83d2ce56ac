import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../exit-code.ts';
import { requireFolder } from '../require-folder.ts';

/** A policies folder, once it is known to be one. */
export async function requirePolicies(folder: string): Promise<string> {
  await requireFolder(folder, '--policies');
  const rules = await stat(join(folder, 'rules')).catch(() => undefined);
  if (rules?.isDirectory() === true) return folder;
  throw new UsageError(
    `There are no rules in ${folder}: expected a folder rules/. Name the folder that holds it with --policies.`,
  );
}
