import { judgeRecords } from '@souk/model/check/check-catalog.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';
import type { CatalogJudge, OpenJudge } from './catalog-judge.ts';
import { readPolicyBundle } from './read-policy-bundle.ts';

/** The checks and policies of `souk check`, as every pull request meets them. */
export function coreJudge(): CatalogJudge {
  let compiled: { readonly digest: string; readonly engine: PolicyEngine } | undefined;
  return {
    open: async (readBundleFile): Promise<OpenJudge> => {
      try {
        const bundle = await readPolicyBundle(readBundleFile);
        const { digest } = bundle;
        if (compiled?.digest !== digest) compiled = { digest, engine: new PolicyEngine(bundle) };
        const { engine } = compiled;
        return { digest, judge: (records, now) => judgeRecords(records, { evaluator: engine }, now) };
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        const policies = { fault: error.message, path: 'policies/bundle/manifest.json' };
        return {
          digest: `fault: ${error.message}`,
          judge: (records, now) => judgeRecords(records, policies, now),
        };
      }
    },
  };
}
