import { type DependencyCheck, findingOn, titleOf } from './dependency-check.ts';
import { inVersionRange } from './in-version-range.ts';
import { matchPackage } from './match-package.ts';

/** A package that the settings forbid. A version that cannot be compared counts as forbidden. */
export const checkDisallowed: DependencyCheck = (dependency, { settings }) => {
  const { bare, type, version } = dependency;
  const match = settings.disallowed.find(
    (entry) =>
      matchPackage(entry.package, bare) &&
      (entry.versions === undefined || inVersionRange(type, version, entry.versions) !== false),
  );
  if (match === undefined) return undefined;
  const range = match.versions === undefined ? '' : ` in the versions ${match.versions}`;
  return findingOn(dependency, 'dependency/disallowed', {
    message: `${titleOf(dependency)} must not be used; ${match.package} is disallowed${range}: ${match.reason}`,
    help:
      match.instead === undefined
        ? 'Use another package or a version that is allowed.'
        : `Use ${match.instead}.`,
  });
};
