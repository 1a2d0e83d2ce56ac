import type { Policies } from '@souk/model/check/judge.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';
import type { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';

export type OpenPolicies = Extract<Policies, { fault: string }> | { readonly evaluator: PolicyEngine };

/** Opens the policies for judging. What is wrong with them becomes a finding: a check without them has no verdict. */
export async function openPolicies(dir: string): Promise<OpenPolicies> {
  try {
    return { evaluator: await openEngine(dir) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { fault: error.message, path: 'policies/bundle/manifest.json' };
  }
}
