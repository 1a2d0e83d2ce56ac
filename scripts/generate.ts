import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateActionDocs } from './generate-action-docs.ts';
import { generateFields } from './generate-fields.ts';
import { generateRuleDocs } from './generate-rule-docs.ts';
import { generateThreatDocs } from './generate-threat-docs.ts';
import { generateTypes } from './generate-types.ts';
import { generateValidators } from './generate-validators.ts';

/**
 * Writes every generated file; with `--check` writes nothing and fails when one is stale.
 * Usage: node scripts/generate.ts [--check]
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

/** Undefined: the file must not be there. */
const files = new Map<string, string | undefined>(
  (
    await Promise.all([
      generateTypes(root),
      generateValidators(root),
      generateFields(root),
      generateRuleDocs(root),
      generateActionDocs(root),
      generateThreatDocs(root),
    ])
  ).flatMap((group) => [...group]),
);
const stale: string[] = [];
for (const [path, text] of files) {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === text) continue;
  stale.push(relative(root, path));
  if (check) continue;
  if (text === undefined) {
    await rm(path);
    continue;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
if (check && stale.length > 0) {
  console.error(`Stale generated files: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
} else {
  console.log(
    check
      ? `${files.size} generated files are fresh.`
      : `Wrote ${stale.length} of ${files.size} generated files.`,
  );
}
