import { createHash } from 'node:crypto';
import type { WaiverSettings } from '@souk/model/waiver/waiver-settings.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';
import { type OpenVettingSettings, readVettingSettings } from '@souk/vetting/read-vetting-settings.ts';
import { readPolicyBundle } from '../reconcile/read-policy-bundle.ts';

/** What entries are looked through for, by the policies beside a catalog. */
export interface VettingPolicies extends OpenVettingSettings {
  readonly waivers: WaiverSettings;
  /** Tells one demand from another. */
  readonly digest: string;
}

/** Raise this when entries are looked through differently, so that all of them are looked through again. */
const LOOKS = 1;

/** The bytes of a file beside the catalog; undefined where there is none. */
export type ReadPolicyFile = (path: string) => Promise<Uint8Array | undefined>;

/** Opens the policies beside a catalog; those of Souk where it brings none. `fault` says why they cannot be used. */
export async function openVettingPolicies(
  read: ReadPolicyFile,
): Promise<VettingPolicies | { readonly fault: string }> {
  try {
    const { data } = await readPolicyBundle((name) => read(`policies/bundle/${name}`));
    const opened = await readVettingSettings(data, async (name) => {
      const bytes = await read(`policies/data/${name}`);
      if (bytes !== undefined) return bytes;
      throw new PolicyError('bundle-damaged', `The trust root policies/data/${name} is not there.`);
    });
    if (opened === undefined)
      return { fault: 'The policies have no vetting.yaml, so nothing is known of what to look for.' };
    const waivers = (data.config['waivers'] as WaiverSettings | undefined) ?? { never: [] };
    return { ...opened, waivers, digest: digestOf(opened, waivers) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { fault: error.message };
  }
}

function digestOf({ settings, trustRoot }: OpenVettingSettings, waivers: WaiverSettings): string {
  const hash = createHash('sha256').update(JSON.stringify([LOOKS, settings, waivers]));
  return hash.update(trustRoot ?? '').digest('hex');
}
