import { posix } from 'node:path';
import type { VettingSettings } from './vetting-settings.ts';

/** What entries are looked through for. */
export interface OpenVettingSettings {
  readonly settings: VettingSettings;
  /** The file that they name as trust root. */
  readonly trustRoot?: Uint8Array;
}

/**
 * The settings of vetting in a policy bundle; undefined where it has none.
 *
 * @param config the files of `policies/data`, by name, as they were built
 * @param readDataFile bytes of a file in `policies/data`
 * @throws when the trust root that they name cannot be read
 */
export async function readVettingSettings(
  { config }: { readonly config: Readonly<Record<string, unknown>> },
  readDataFile: (name: string) => Promise<Uint8Array>,
): Promise<OpenVettingSettings | undefined> {
  // The build holds the file against its schema, and a bundle that was not built is not opened.
  const settings = config['vetting'] as VettingSettings | undefined;
  if (settings?.signature.trustRoot === undefined) return settings === undefined ? undefined : { settings };
  const name = posix.normalize(settings.signature.trustRoot);
  if (posix.isAbsolute(name) || name.startsWith('..'))
    throw new Error(`The trust root ${name} lies outside of policies/data.`);
  return { settings, trustRoot: await readDataFile(name) };
}
