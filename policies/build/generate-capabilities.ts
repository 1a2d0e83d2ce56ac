import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createBuiltins } from '../engine/builtins/create-builtins.ts';
import { BuildError } from './build-error.ts';
import { capabilitiesFile, compileModule } from './compile-rules.ts';
import { type Opa, requireOpa } from './opa.ts';
import { readHostFunctions } from './read-host-functions.ts';

interface Declaration {
  readonly args?: readonly object[];
  readonly result?: object;
}

interface BuiltinFunction {
  readonly name: string;
  readonly decl: Declaration;
  readonly deprecated?: boolean;
}

interface Capabilities {
  readonly builtins: readonly BuiltinFunction[];
}

/** Written by the compiler itself, for operators and template strings: a rule does not call them by name. */
const WRITTEN_BY_COMPILER = new Set(['eq', 'assign', 'internal.template_string']);

/** Replaced by a constant when a policy is compiled, so that a module never asks for them; no rule needs them. */
const RESOLVED_BY_COMPILER = new Set(['rego.metadata.chain', 'rego.metadata.rule']);

const number = { type: 'number' };
const anyObject = { type: 'object', dynamic: { key: { type: 'any' }, value: { type: 'any' } } };

/** Types of the arguments where the engine's function takes less than OPA's own: what it refuses fails the build. */
const narrowedArguments: Readonly<Record<string, readonly object[]>> = {
  'object.subset': [anyObject, anyObject],
  'time.add_date': [number, number, number, number],
  'time.diff': [number, number],
};

/**
 * The text of `engine/capabilities.json`: the functions that WebAssembly has and those that the engine brings. The
 * first are found by compiling a policy that calls every function of OPA, and asking the module which ones it
 * expects of its host.
 */
export async function generateCapabilities(opa: Opa): Promise<string> {
  const { stdout, exitCode, stderr } = await opa.run(['capabilities', '--current']);
  if (exitCode !== 0) throw new BuildError('opa-failed', `opa capabilities: ${stderr.trim()}`);
  const { builtins, ...rest } = JSON.parse(stdout) as Capabilities;
  const usable = builtins.filter(
    ({ name, deprecated, decl }) =>
      deprecated !== true && decl.result !== undefined && !RESOLVED_BY_COMPILER.has(name),
  );
  const asked = readHostFunctions(await compileProbe(usable, opa));
  const brought = createBuiltins({ now: () => new Date(0) });
  const allowed = usable
    .filter(({ name }) => !asked.has(name) || Object.hasOwn(brought, name))
    .map((builtin) => narrow(builtin));
  // The checker of types would fetch schemas that a rule names by address.
  return `${JSON.stringify({ builtins: allowed, ...rest, allow_net: [] }, undefined, 1)}\n`;
}

async function compileProbe(builtins: readonly BuiltinFunction[], opa: Opa): Promise<Uint8Array> {
  const dir = await mkdtemp(join(tmpdir(), 'souk-capabilities-'));
  try {
    await writeFile(join(dir, 'probe.rego'), renderProbe(builtins));
    return await compileModule(dir, ['--entrypoint', 'souk/probe', 'probe.rego'], opa);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** A policy that calls each function with arguments that are known only when it runs. */
function renderProbe(builtins: readonly BuiltinFunction[]): string {
  const calls = builtins
    .filter(({ name }) => !WRITTEN_BY_COMPILER.has(name))
    .map(({ name, decl: { args = [] } }, i) => {
      const operands = args.map((_, position) => `input.operands[${position}]`);
      return `call_${i} := ${name}(${operands.join(', ')})`;
    });
  const template = 'template := $"{input.operands[0]} and {input.operands[1]}"';
  return `package souk.probe\n\n${[...calls, template].join('\n\n')}\n`;
}

function narrow(builtin: BuiltinFunction): BuiltinFunction {
  const types = narrowedArguments[builtin.name];
  if (types === undefined) return builtin;
  const args = types.map((type, i) => {
    const { name, description } = { ...builtin.decl.args?.[i] } as Record<string, unknown>;
    return { name, description, ...type };
  });
  return { ...builtin, decl: { ...builtin.decl, args } };
}

if (import.meta.main) {
  await writeFile(capabilitiesFile, await generateCapabilities(await requireOpa(process.env)));
}
