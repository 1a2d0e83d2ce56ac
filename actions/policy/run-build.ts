import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { buildBundle, rebuildData } from '@souk/policies/build/build-bundle.ts';
import type { BuiltBundle } from '@souk/policies/build/bundle-files.ts';
import {
  type BundleDifference,
  compareBundle,
  compareDigests,
  readManifest,
} from '@souk/policies/build/compare-bundle.ts';
import { findOpa, OPA_VERSION, requireOpa } from '@souk/policies/build/opa.ts';
import { readPreviousBundle } from '@souk/policies/build/previous-bundle.ts';
import type { RecordedCases } from '@souk/policies/build/recorded-cases.ts';
import { writeBundle } from '@souk/policies/build/write-bundle.ts';
import type { BundleManifest } from '@souk/policies/engine/bundle.ts';
import { digestSources, listSources } from '@souk/policies/engine/sources.ts';
import { compareRules, type KnownRules, type RuleChanges } from './compare-rules.ts';

export interface BuildRun {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly tell: (step: string) => void;
  /** Whether nothing is taken over from the bundle that is there. */
  readonly full: boolean;
}

/** What a build did to the bundle folder. */
export interface BuildOutcome {
  readonly files: BundleDifference;
  readonly changes: RuleChanges;
  readonly rules: number;
  readonly cases: number;
  readonly wasmBytes: number;
  /** Whether OPA had no work. */
  readonly reused: boolean;
}

/**
 * Builds the bundle of a policies folder and writes the files that differ.
 *
 * @throws {BuildError}
 */
export async function runBuild({ folder, environment, tell, full }: BuildRun): Promise<BuildOutcome> {
  const previous = full ? undefined : await readPreviousBundle(folder);
  const known = previous?.manifest.opa === OPA_VERSION ? previous : undefined;
  const reused = known === undefined ? undefined : await rebuildData(folder, known);
  const built = reused ?? (await buildBundle(folder, await requireOpa(environment), { previous, tell }));
  const [files, before] = await Promise.all([compareBundle(folder, built), readRules(folder)]);
  await writeBundle(folder, built, files);
  return { files, reused: reused !== undefined, ...describe(built, before) };
}

/** What a check of a committed bundle found. */
export interface StalenessOutcome {
  readonly files: BundleDifference;
  /** Sources that are not as the bundle was built from, each with what happened to it. */
  readonly sources: readonly { readonly path: string; readonly change: 'edited' | 'new' | 'removed' }[];
  /** Whether the rules were compiled again, or only digests compared. */
  readonly rebuilt: boolean;
}

/**
 * Tells whether a bundle is what its sources give. With OPA it is built anew, with nothing taken over from it; without,
 * the digests of sources and files have to do.
 *
 * @throws {BuildError}
 */
export async function checkStaleness({ folder, environment, tell }: BuildRun): Promise<StalenessOutcome> {
  const [previous, manifest] = await Promise.all([readPreviousBundle(folder), readManifest(folder)]);
  const current = digestSources(await listSources(folder));
  const sources = compareSources(manifest?.sources ?? {}, current);
  const opa = await findOpa(environment);
  const built = opa === undefined ? undefined : await buildBundle(folder, opa, { tell });
  if (built !== undefined) return { files: await compareBundle(folder, built), sources, rebuilt: true };
  const rebuilt = previous === undefined ? undefined : await rebuildData(folder, previous);
  const files = rebuilt === undefined ? compareDigests(folder) : compareBundle(folder, rebuilt);
  return { files: await files, sources, rebuilt: false };
}

function compareSources(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): StalenessOutcome['sources'] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths
    .filter((path) => before[path] !== now[path])
    .map((path) => ({
      path,
      change: before[path] === undefined ? 'new' : now[path] === undefined ? 'removed' : 'edited',
    }));
}

/** The rules as they were, also of a bundle that cannot be used again; undefined when there was none. */
async function readRules(folder: string): Promise<KnownRules | undefined> {
  const [manifest, text] = await Promise.all([
    readManifest(folder),
    readFile(join(folder, 'bundle/rules.json'), 'utf8').catch(() => ''),
  ]);
  try {
    return { rules: JSON.parse(text) as PolicyRule[], sources: manifest?.sources ?? {} };
  } catch {
    return undefined;
  }
}

function describe(
  built: BuiltBundle,
  before: KnownRules | undefined,
): Omit<BuildOutcome, 'files' | 'reused'> {
  const rules = parse<PolicyRule[]>(built, 'rules.json');
  const { sources } = parse<BundleManifest>(built, 'manifest.json');
  const cases = parse<RecordedCases>(built, 'cases.json').rules.flatMap((rule) => rule.cases);
  const after = { rules, sources };
  return {
    changes: compareRules(before ?? after, after),
    rules: rules.length,
    cases: cases.length,
    wasmBytes: built.get('policy.wasm')?.length ?? 0,
  };
}

function parse<Shape>(built: BuiltBundle, name: string): Shape {
  return JSON.parse(new TextDecoder().decode(built.get(name))) as Shape;
}
