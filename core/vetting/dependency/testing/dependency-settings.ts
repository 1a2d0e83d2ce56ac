import type { DependencySettings } from '../dependency-settings.ts';

export function dependencySettings(changes: Partial<DependencySettings> = {}): DependencySettings {
  return {
    disallowed: [],
    registries: { allowed: { npm: ['registry.public.dev', 'npm.acme.dev'] }, denied: ['*.evil.dev'] },
    internal: [{ package: 'pkg:npm/@acme/*', registries: ['npm.acme.dev'] }],
    maxReleaseAgeDays: 1825,
    missingHashes: 'warn',
    lookAlikes: { popular: {}, genuine: [] },
    maxLockFileBytes: 1_000_000,
    ...changes,
  };
}
