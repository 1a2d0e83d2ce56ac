import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import type { Sources } from '../engine/sources.ts';
import { compileRules } from './compile-rules.ts';
import { inspectRules } from './inspect-rules.ts';
import type { Opa } from './opa.ts';
import { renderEntrypoints } from './render-entrypoints.ts';
import { inWorkspace } from './workspace.ts';

export interface CompiledSources {
  /** Without what they read: that matters to bundles only. */
  readonly rules: readonly PolicyRule[];
  readonly wasm: Uint8Array;
}

/** Compiles the rules in memory, as a build does. */
export function compileSources(sources: Sources, opa: Opa): Promise<CompiledSources> {
  return inWorkspace(sources, async (workspace) => {
    const declared = await inspectRules(workspace, sources, opa);
    const rules = declared.map((rule): PolicyRule => ({ ...rule, reads: [], digest: '' }));
    return { rules, wasm: await compileRules(workspace, renderEntrypoints(rules), opa) };
  });
}
