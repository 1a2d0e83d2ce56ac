import rcompare from 'semver/functions/rcompare.js';
import satisfies from 'semver/functions/satisfies.js';

/** Those of a range, the newest first: pre-releases only where nothing else is. */
export function versionsInRange<T extends { readonly version: string }>(
  range: string,
  offered: readonly T[],
): readonly T[] {
  const releases = offered.filter(({ version }) => satisfies(version, range));
  const fitting =
    releases.length > 0
      ? releases
      : offered.filter(({ version }) => satisfies(version, range, { includePrerelease: true }));
  return fitting.toSorted((a, b) => rcompare(a.version, b.version));
}
