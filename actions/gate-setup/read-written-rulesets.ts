import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRuleset } from './parse-ruleset.ts';
import type { Ruleset } from './ruleset.ts';
import { SetupError } from './setup-error.ts';

/** The rulesets that a folder holds, one JSON file each. @throws {SetupError} */
export async function readWrittenRulesets(folder: string): Promise<readonly Ruleset[]> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new SetupError(`${folder}: ${error.message}`);
  });
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  if (files.length === 0) throw new SetupError(`${folder}: expected rulesets as *.json, found none.`);
  return Promise.all(
    files.map(async (file) =>
      parseRuleset(parseJson(await readFile(join(folder, file), 'utf8'), file), file),
    ),
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
