import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkNames, type SelectableCheck } from '@souk/model/check/check-names.ts';
import { vettingParts } from '@souk/model/vetting/vetting-part-names.ts';
import { policiesFolder } from '../policy/policies-folder.ts';
import type { CheckOptions } from './run-check.ts';

export interface CheckDemand {
  /** What is asked for; everything when absent. */
  readonly names?: readonly SelectableCheck[];
  /** Folder of the policies that judge; those of the repository when absent, else those of Souk. */
  readonly policies?: string;
  /** Folder of advisories, which then must be there; `.souk/advisories` of the repository when absent. */
  readonly advisories?: string;
  /** Whether bills of materials that lie elsewhere are read, over HTTPS or from registries. */
  readonly fetch?: boolean;
}

/** Everything a check is made with, apart from what it judges and how it is told. */
export type OpenCheck = Pick<CheckOptions, 'checks' | 'policies' | 'policyFindings' | 'vetting'>;

/**
 * Opens what judges a repository: the checks that are asked for, the policies, and how entries are looked through.
 *
 * @param repo folder that holds the catalog
 */
export async function openCheck(repo: string, demand: CheckDemand = {}): Promise<OpenCheck> {
  const { names = checkNames } = demand;
  const opened = openPoliciesAndVetting(repo, names, demand);
  opened.catch(() => undefined);
  const { checks } = await import('@souk/model/check/checks.ts');
  return {
    checks: checks.filter(({ name }) => names.includes(name)),
    policyFindings: names.includes('policy'),
    ...(await opened),
  };
}

async function openPoliciesAndVetting(
  repo: string,
  names: readonly SelectableCheck[],
  { policies: named, advisories, fetch }: CheckDemand,
): Promise<Pick<CheckOptions, 'policies' | 'vetting'>> {
  const folder = await policiesFolder(repo, named);
  const { openPolicies } = await import('../policy/open-policies.ts');
  const policies = await openPolicies(folder);
  const parts = vettingParts.filter((part) => names.includes(part) || names.includes('vetting'));
  if (parts.length === 0 || 'fault' in policies) return { policies };
  const { readVettingSettings } = await import('@souk/vetting/read-vetting-settings.ts');
  const vetting = await readVettingSettings(policies.evaluator, (name) =>
    readFile(join(folder, 'data', name)),
  );
  if (vetting === undefined) return { policies, vetting: 'no-settings' };
  const dir = advisories ?? join(repo, '.souk', 'advisories');
  const demanded = advisories !== undefined || vetting.settings.limits.demandAdvisories;
  const demand = { ...vetting, parts, advisories: { dir, demanded } };
  if (fetch !== true) return { policies, vetting: demand };
  const { createSbomFetcher } = await import('@souk/vetting/fetch/create-sbom-fetcher.ts');
  return { policies, vetting: { ...demand, fetcher: createSbomFetcher(vetting.settings.fetch) } };
}
