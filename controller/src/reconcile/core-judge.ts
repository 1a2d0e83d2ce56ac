import { fileURLToPath } from 'node:url';
import { judgeSnapshot } from '@souk/model/check/check-catalog.ts';
import type { Policies } from '@souk/model/check/judge.ts';
import { type PolicyBundle, readBundle } from '@souk/policies/engine/bundle.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';
import type { CatalogJudge, ReadBundleFile } from './catalog-judge.ts';

/** The policies that come with Souk: what a catalog without its own is judged by. */
const ownPolicies = fileURLToPath(new URL('../../../policies', import.meta.url));

/** The checks and policies of `souk check`, as every pull request meets them. */
export function coreJudge(): CatalogJudge {
  let compiled: { readonly digest: string; readonly engine: PolicyEngine } | undefined;

  const openPolicies = async (readBundleFile: ReadBundleFile): Promise<Policies> => {
    try {
      const bundle = await readOwnOr(readBundleFile);
      if (compiled?.digest !== bundle.digest)
        compiled = { digest: bundle.digest, engine: new PolicyEngine(bundle) };
      return { evaluator: compiled.engine };
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      return { fault: error.message, path: 'policies/bundle/manifest.json' };
    }
  };

  return {
    judge: async (snapshot, readBundleFile, now) =>
      judgeSnapshot(snapshot, await openPolicies(readBundleFile), now),
  };
}

async function readOwnOr(readBundleFile: ReadBundleFile): Promise<PolicyBundle> {
  const manifest = await readBundleFile('manifest.json');
  return manifest === undefined ? readDiskBundle(ownPolicies) : readBundle(readBundleFile);
}
