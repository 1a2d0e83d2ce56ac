import { type DependencyCheck, findingOn, titleOf } from './dependency-check.ts';
import { matchHost } from './match-package.ts';
import { readOrigin } from './read-origin.ts';

/** A package from a host that the settings do not allow. */
export const checkRegistry: DependencyCheck = (dependency, { settings: { registries } }) => {
  const host = dependency.origin === undefined ? undefined : readOrigin(dependency.origin)?.host;
  if (host === undefined) return undefined;
  const { type } = dependency;
  const allowed = Object.hasOwn(registries.allowed, type) ? registries.allowed[type] : undefined;
  const isDenied = matchHost(host, registries.denied);
  if (!isDenied && (allowed === undefined || matchHost(host, allowed))) return undefined;
  return findingOn(dependency, 'dependency/registry', {
    message: isDenied
      ? `${titleOf(dependency)} comes from ${host}, from which nothing may come.`
      : `${titleOf(dependency)} comes from ${host}; expected ${allowed?.join(' or ') || 'no host at all'}.`,
    help: 'Install it from an allowed registry, and write the lock file and the bill of materials anew.',
  });
};

/** A package whose content may differ each time it is fetched. */
export const checkSource: DependencyCheck = (dependency) => {
  const origin = dependency.origin === undefined ? undefined : readOrigin(dependency.origin);
  if (origin === undefined || (origin.isEncrypted && !origin.isMoving)) return undefined;
  return findingOn(dependency, 'dependency/source', {
    message: origin.isMoving
      ? `${titleOf(dependency)} comes from a Git repository at no certain commit.`
      : `${titleOf(dependency)} comes from ${origin.host} over a connection that is not encrypted.`,
    help: origin.isMoving ? 'Pin it to the full hash of a commit.' : 'Fetch it over https.',
  });
};
