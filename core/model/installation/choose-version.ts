import maxSatisfying from 'semver/ranges/max-satisfying.js';

/** The newest version that a range allows: a pre-release only where nothing else is. Undefined where nothing fits. */
export function chooseVersion(range: string, offered: readonly string[]): string | undefined {
  const versions = [...offered];
  return (
    maxSatisfying(versions, range) ?? maxSatisfying(versions, range, { includePrerelease: true }) ?? undefined
  );
}
