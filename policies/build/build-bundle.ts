import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { isJudging, listSources, type Sources } from '../engine/sources.ts';
import { assembleBundle, type BuiltBundle } from './bundle-files.ts';
import { checkRego, compileRules } from './compile-rules.ts';
import { inspectRules } from './inspect-rules.ts';
import type { Opa } from './opa.ts';
import { isUnchanged, knownCases, knownReads, type PreviousBundle } from './previous-bundle.ts';
import { readData } from './read-data.ts';
import { recordCases } from './record-cases.ts';
import type { RecordedCases } from './recorded-cases.ts';
import { renderEntrypoints } from './render-entrypoints.ts';
import { ruleDigest, traceReads } from './trace-reads.ts';
import { inWorkspace } from './workspace.ts';

export interface BuildOptions {
  /** What an earlier build found out is used again where it must still be true. The bytes are the same without it. */
  readonly previous?: PreviousBundle | undefined;
  /** Is told what is being done, for people who wait. */
  readonly tell?: (step: string) => void;
}

/**
 * Builds the bundle of a policies folder.
 *
 * @throws {BuildError} with file, line and column where a source is to blame
 */
export async function buildBundle(
  dir: string,
  opa: Opa,
  { previous, tell = () => undefined }: BuildOptions = {},
): Promise<BuiltBundle> {
  tell('Reading the sources');
  const sources = await listSources(dir);
  const config = await readData(sources);
  const usable = previous?.manifest.opa === opa.version ? previous : undefined;
  tell('Checking the Rego');
  await checkRego(dir, opa);
  const { cases, ...compiled } = await inWorkspace(sources, async (workspace) => {
    const declared = await inspectRules(workspace, sources, opa);
    const known = usable === undefined ? new Map() : knownReads(usable, sources);
    tell('Compiling the rules and running their cases');
    const tracing = traceReads(declared, workspace, opa, known);
    const recording = record(declared, sources, dir, opa, usable);
    // When one fails, the workspace must not go while the other still works in it.
    await Promise.allSettled([tracing, recording]);
    const [reads, recorded] = [await tracing, await recording];
    const rules = declared.map((rule): PolicyRule => {
      const read = reads.get(rule.id) ?? [];
      return { ...rule, reads: read, digest: ruleDigest(rule, read, sources, config) };
    });
    const entrypoints = renderEntrypoints(rules);
    const wasm = await compile(workspace, entrypoints, sources, opa, usable);
    return { rules, entrypoints, wasm, cases: recorded };
  });
  return assembleBundle({ sources, opa: opa.version, config, cases, ...compiled });
}

/**
 * Builds the bundle without OPA, which is possible when only data files changed since the earlier build: they are not
 * compiled in. Undefined when that is not so.
 *
 * @throws {BuildError} `sources-invalid`
 */
export async function rebuildData(dir: string, previous: PreviousBundle): Promise<BuiltBundle | undefined> {
  const sources = await listSources(dir);
  if (!isUnchanged(previous, sources, (path) => path.endsWith('.rego'))) return undefined;
  const config = await readData(sources);
  const rules = previous.rules.map((rule) => ({
    ...rule,
    digest: ruleDigest(rule, rule.reads, sources, config),
  }));
  const { entrypoints, wasm, cases, manifest } = previous;
  return assembleBundle({ sources, opa: manifest.opa, rules, config, entrypoints, wasm, cases });
}

async function record(
  rules: Parameters<typeof recordCases>[0],
  sources: Sources,
  dir: string,
  opa: Opa,
  previous: PreviousBundle | undefined,
): Promise<RecordedCases> {
  const known = previous === undefined ? new Map() : knownCases(previous, sources);
  if (previous !== undefined && rules.every(({ id }) => known.has(id))) {
    return { bases: previous.cases.bases, rules: rules.flatMap(({ id }) => known.get(id) ?? []) };
  }
  return recordCases(rules, sources, dir, opa, known);
}

async function compile(
  workspace: string,
  entrypoints: string,
  sources: Sources,
  opa: Opa,
  previous: PreviousBundle | undefined,
): Promise<Uint8Array> {
  const isCompiled = (path: string): boolean => path.endsWith('.rego') && isJudging(path);
  const same =
    previous !== undefined &&
    previous.entrypoints === entrypoints &&
    isUnchanged(previous, sources, isCompiled);
  return same ? previous.wasm : compileRules(workspace, entrypoints, opa);
}
