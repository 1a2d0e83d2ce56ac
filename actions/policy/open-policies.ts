import type { Policies } from '@souk/model/check/judge.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';

/** Opens the policies for judging. What is wrong with them becomes a finding: a check without them has no verdict. */
export async function openPolicies(dir: string): Promise<Policies> {
  try {
    return { evaluator: await openEngine(dir) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { fault: error.message, path: 'policies/bundle/manifest.json' };
  }
}
