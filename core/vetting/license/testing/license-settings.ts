import type { LicenseSettings, ModelPolicy } from '../license-settings.ts';

export const anInternalPolicy: ModelPolicy = {
  allow: ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-*', 'LGPL-*'],
  review: ['AGPL-*', 'MPL-2.0'],
  deny: ['SSPL-1.0', 'CC-BY-NC-*'],
  unknown: 'warn',
  missing: 'notice',
};

export const aDistributedPolicy: ModelPolicy = {
  allow: ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  review: ['MPL-2.0', 'LGPL-*'],
  deny: ['GPL-*', 'AGPL-*', 'SSPL-1.0'],
  unknown: 'deny',
  missing: 'warn',
};

export function licenseSettings(changes: Partial<LicenseSettings> = {}): LicenseSettings {
  return {
    models: {
      internal: anInternalPolicy,
      'hosted-service': anInternalPolicy,
      distributed: aDistributedPolicy,
    },
    distribution: {
      byLabel: { 'internal-only': 'internal' },
      byRuntime: { container: 'hosted-service', 'web-component': 'distributed', wasm: 'distributed' },
      otherwise: 'distributed',
    },
    ownLicenses: ['UNLICENSED', 'LicenseRef-Acme'],
    names: { 'apache license, version 2.0': 'Apache-2.0' },
    exemptions: [],
    ...changes,
  };
}
