import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Policies } from '@souk/model/check/judge.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';
import type { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';
import type { VettingSettings } from '@souk/vetting/vetting-settings.ts';

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

/** What entries are looked through for. */
export interface OpenVettingSettings {
  readonly settings: VettingSettings;
  /** The file that they name as trust root. */
  readonly trustRoot?: Uint8Array;
}

/**
 * The settings of vetting of a policies folder; undefined where it has none.
 *
 * @throws when the trust root that they name cannot be read
 */
export async function readVettingSettings(
  dir: string,
  { config }: PolicyEngine,
): Promise<OpenVettingSettings | undefined> {
  // The build holds the file against its schema, and a bundle that was not built is not opened.
  const settings = config['vetting'] as VettingSettings | undefined;
  if (settings?.signature.trustRoot === undefined) return settings === undefined ? undefined : { settings };
  const data = join(dir, 'data');
  const path = join(data, settings.signature.trustRoot);
  if (!path.startsWith(data + sep)) throw new Error(`The trust root ${path} lies outside of ${data}.`);
  return { settings, trustRoot: await readFile(path) };
}
