import process from 'node:process';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { assembleBundle, type BuiltBundle } from '../../build/bundle-files.ts';
import { compareBundle } from '../../build/compare-bundle.ts';
import { compileRules } from '../../build/compile-rules.ts';
import { inspectRules } from '../../build/inspect-rules.ts';
import { type Opa, requireOpa } from '../../build/opa.ts';
import { readYamlSource } from '../../build/read-yaml-source.ts';
import { renderEntrypoints } from '../../build/render-entrypoints.ts';
import { ruleDigest } from '../../build/trace-reads.ts';
import { inWorkspace } from '../../build/workspace.ts';
import { writeBundle } from '../../build/write-bundle.ts';
import { listSources, type Sources } from '../sources.ts';
import { fixtureFolder } from './fixture-folder.ts';

/** Builds the fixture: as a real bundle, but its data has no schema, its rules no cases, and nothing refuses them. */
export async function buildFixture(opa: Opa): Promise<BuiltBundle> {
  const sources = await listSources(fixtureFolder);
  const config = readConfig(sources);
  const { rules, entrypoints, wasm } = await inWorkspace(sources, async (workspace) => {
    const declared = await inspectRules(workspace, sources, opa);
    const rules = declared.map((rule): PolicyRule => {
      const reads = ['data.config', 'input'];
      return { ...rule, reads, digest: ruleDigest(rule, reads, sources, config) };
    });
    const entrypoints = renderEntrypoints(rules);
    return { rules, entrypoints, wasm: await compileRules(workspace, entrypoints, opa) };
  });
  const cases = { bases: {}, rules: [] };
  return assembleBundle({ sources, opa: opa.version, rules, config, entrypoints, wasm, cases });
}

function readConfig(sources: Sources): Record<string, unknown> {
  const entries = [...sources].flatMap(([path, text]) => {
    const name = /^data\/(\w+)\.yaml$/.exec(path)?.[1];
    const source = name === undefined ? undefined : readYamlSource(path, text);
    return source !== undefined && 'value' in source ? [[name, source.value] as const] : [];
  });
  return Object.fromEntries(entries);
}

if (import.meta.main) {
  const built = await buildFixture(await requireOpa(process.env));
  await writeBundle(fixtureFolder, built, await compareBundle(fixtureFolder, built));
}
