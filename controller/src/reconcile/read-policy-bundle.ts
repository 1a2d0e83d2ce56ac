import { fileURLToPath } from 'node:url';
import { type PolicyBundle, readBundle } from '@souk/policies/engine/bundle.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import type { ReadBundleFile } from './catalog-judge.ts';

/** The policies that come with Souk: what a catalog without its own is judged by. */
const ownPolicies = fileURLToPath(new URL('../../../policies', import.meta.url));

/**
 * The bundle that a catalog brings; that of Souk where it brings none.
 *
 * @throws {PolicyError}
 */
export async function readPolicyBundle(readBundleFile: ReadBundleFile): Promise<PolicyBundle> {
  const manifest = await readBundleFile('manifest.json');
  return manifest === undefined ? readDiskBundle(ownPolicies) : readBundle(readBundleFile);
}
