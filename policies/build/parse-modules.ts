import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from './build-error.ts';
import type { ParsedModule } from './module-reads.ts';
import type { Opa } from './opa.ts';

const QUERY =
  '[module | some {"path": path, "text": text} in input; module := rego.parse_module(path, text)]';

/**
 * What OPA makes of Rego files, in their order. One process parses them all: to start one for each file takes longer
 * than the rest of a build.
 *
 * @param dir a workspace
 */
export async function parseModules(
  paths: readonly string[],
  dir: string,
  opa: Opa,
): Promise<readonly ParsedModule[]> {
  if (paths.length === 0) return [];
  const texts = await Promise.all(paths.map((path) => readFile(join(dir, path), 'utf8')));
  const input = join(dir, 'modules.json');
  await writeFile(input, JSON.stringify(paths.map((path, i) => ({ path, text: texts[i] }))));
  const { stdout, stderr, exitCode } = await opa.run(
    ['eval', '--format', 'raw', '--strict-builtin-errors', '--input', input, QUERY],
    { cwd: dir },
  );
  await rm(input);
  const modules = exitCode === 0 ? (JSON.parse(stdout) as ParsedModule[]) : [];
  if (modules.length === paths.length) return modules;
  throw new BuildError('opa-failed', `The rules could not be parsed: ${stderr.trim() || stdout.trim()}`);
}
