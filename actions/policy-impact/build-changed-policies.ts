import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assembleBundle } from '@souk/policies/build/bundle-files.ts';
import { checkRego, compileRules } from '@souk/policies/build/compile-rules.ts';
import { inspectRules } from '@souk/policies/build/inspect-rules.ts';
import type { Opa } from '@souk/policies/build/opa.ts';
import { readData } from '@souk/policies/build/read-data.ts';
import { renderEntrypoints } from '@souk/policies/build/render-entrypoints.ts';
import { ruleDigest, traceReads } from '@souk/policies/build/trace-reads.ts';
import { inWorkspace } from '@souk/policies/build/workspace.ts';
import { readBundle } from '@souk/policies/engine/bundle.ts';
import type { OpenBundle } from '@souk/policies/engine/open-engine.ts';
import { listSources, sourceFolders } from '@souk/policies/engine/sources.ts';

/**
 * Compiles policies that nobody has looked at, in memory. Unlike a build for use it runs none of their cases: OPA itself
 * never evaluates what they say.
 *
 * @throws {BuildError} `sources-invalid` with file, line and column; `too-costly`
 */
export async function buildChangedPolicies(dir: string, opa: Opa): Promise<OpenBundle> {
  // OPA refuses to check a folder that is not there.
  await Promise.all(sourceFolders.map((folder) => mkdir(join(dir, folder), { recursive: true })));
  const sources = await listSources(dir);
  const config = await readData(sources);
  await checkRego(dir, opa);
  const compiled = await inWorkspace(sources, async (workspace) => {
    const declared = await inspectRules(workspace, sources, opa);
    const reads = await traceReads(declared, workspace, opa, new Map());
    const rules = declared.map((rule) => {
      const read = reads.get(rule.id) ?? [];
      return { ...rule, reads: read, digest: ruleDigest(rule, read, sources, config) };
    });
    const entrypoints = renderEntrypoints(rules);
    return { rules, entrypoints, wasm: await compileRules(workspace, entrypoints, opa) };
  });
  const cases = { bases: {}, rules: [] };
  const built = assembleBundle({ sources, opa: opa.version, config, cases, ...compiled });
  return { bundle: await readBundle((name) => Promise.resolve(built.get(name))), sources };
}
