import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTarGzip } from 'nanotar';
import { BATCH_ENTRYPOINT, RULE_ENTRYPOINT, SINGLE_ENTRYPOINT } from '../engine/entrypoints.ts';
import { BuildError, type BuildProblem, refuse } from './build-error.ts';
import type { Opa } from './opa.ts';

/** What a rule may call: the functions of WebAssembly and those that the engine brings. */
export const capabilitiesFile = fileURLToPath(new URL('../engine/capabilities.json', import.meta.url));

interface OpaErrors {
  readonly errors?: readonly {
    readonly message: string;
    readonly location?: { readonly file: string; readonly row: number; readonly col: number };
  }[];
}

/**
 * Checks the sources in OPA's strict mode.
 *
 * @throws {BuildError} `sources-invalid` with file and line: unknown functions, unused variables, syntax
 */
export async function checkRego(dir: string, opa: Opa): Promise<void> {
  const { stdout, stderr, exitCode } = await opa.run(
    ['check', '--strict', '--format', 'json', '--capabilities', capabilitiesFile, 'lib', 'testing', 'rules'],
    { cwd: dir },
  );
  if (exitCode === 0) return;
  const { errors = [] } = parseErrors(stdout) ?? parseErrors(stderr) ?? {};
  refuse(
    errors.map(
      ({ message, location }): BuildProblem => ({
        path: location?.file ?? '.',
        line: location?.row ?? 1,
        column: Math.max(1, location?.col ?? 1),
        message: explain(message),
      }),
    ),
  );
  throw new BuildError('opa-failed', `opa check: ${stderr.trim() || stdout.trim()}`);
}

/**
 * Compiles the rules and their entry points to one WebAssembly module.
 *
 * @param dir a workspace
 * @param entrypoints text of the module that `renderEntrypoints` makes
 */
export async function compileRules(dir: string, entrypoints: string, opa: Opa): Promise<Uint8Array> {
  await writeFile(join(dir, 'main.rego'), entrypoints);
  const entries = [BATCH_ENTRYPOINT, SINGLE_ENTRYPOINT, RULE_ENTRYPOINT].flatMap((name) => [
    '--entrypoint',
    name,
  ]);
  const args = ['--capabilities', capabilitiesFile, ...entries, 'lib', 'rules', 'main.rego'];
  return compileModule(dir, args, opa);
}

/** Compiles what the arguments name to WebAssembly. */
export async function compileModule(dir: string, args: readonly string[], opa: Opa): Promise<Uint8Array> {
  const output = join(dir, 'bundle.tar.gz');
  const { stdout, stderr, exitCode } = await opa.run(
    ['build', '--target', 'wasm', '--output', output, ...args],
    { cwd: dir },
  );
  if (exitCode !== 0) throw new BuildError('opa-failed', `opa build: ${stderr.trim() || stdout.trim()}`);
  const files = await parseTarGzip(await readFile(output));
  const wasm = files.find(({ name }) => name.replace(/^\//, '') === 'policy.wasm')?.data;
  if (wasm === undefined) throw new BuildError('opa-failed', 'opa build gave no policy.wasm.');
  return wasm;
}

function parseErrors(text: string): OpaErrors | undefined {
  try {
    return JSON.parse(text) as OpaErrors;
  } catch {
    return undefined;
  }
}

/** OPA does not know that a function is missing on purpose. */
function explain(message: string): string {
  const name = /undefined function (?:internal\.)?(\S+)/.exec(message)?.[1];
  if (name === undefined || name.startsWith('data.')) return message;
  const hint = name === 'sprintf' ? ' Put the values in `params` and the words in `message`.' : '';
  return `There is no function ${name} for rules: WebAssembly has none, and the engine brings none.${hint}`;
}
