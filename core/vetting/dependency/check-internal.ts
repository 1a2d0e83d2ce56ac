import { type DependencyCheck, findingOn, titleOf } from './dependency-check.ts';
import { isOneSlipAway } from './find-look-alike.ts';
import { matchHost, matchPackage } from './match-package.ts';
import { glanceAt } from './normalize-name.ts';
import { readOrigin } from './read-origin.ts';

/** A package of the organisation that comes from elsewhere, where anybody can publish its name. */
export const checkInternal: DependencyCheck = (dependency, { settings, located }) => {
  const internal = settings.internal.find((entry) => matchPackage(entry.package, dependency.bare));
  if (internal === undefined) return undefined;
  const origin = dependency.origin === undefined ? undefined : readOrigin(dependency.origin);
  const registries = internal.registries.join(' or ');
  if (origin === undefined) {
    if (located.has(dependency.bare)) return undefined;
    return findingOn(dependency, 'dependency/confusion', {
      level: 'warn',
      message: `${titleOf(dependency)} is a package of the organisation, and nothing says that it comes from ${registries}.`,
      help: `Add the lock file, or repository_url=${internal.registries[0] ?? ''} to its package URL.`,
    });
  }
  if (origin.host === undefined || matchHost(origin.host, internal.registries)) return undefined;
  return findingOn(dependency, 'dependency/confusion', {
    message: `${titleOf(dependency)} is a package of the organisation and comes from ${origin.host}; expected ${registries}.`,
    help: 'Have the package manager take this name from the registry of the organisation only, and install it anew.',
  });
};

const shortestScope = 4;

/** A scope that could be mistaken for one of the organisation. */
export const checkScope: DependencyCheck = (dependency, { settings }) => {
  const scope = scopeOf(dependency.name);
  if (scope === undefined || isGenuine(dependency.bare, settings.lookAlikes.genuine)) return undefined;
  const own = settings.internal.flatMap(({ package: pattern }) => scopeOf(pattern.replace('%40', '@')) ?? []);
  const near = own.find(
    (other) => isOneSlipAway(scope, other, shortestScope) || glanceAt(scope) === glanceAt(other),
  );
  if (near === undefined || own.includes(scope)) return undefined;
  return findingOn(dependency, 'dependency/look-alike', {
    message: `${titleOf(dependency)} is in the scope @${scope}, which resembles @${near} of the organisation.`,
    help: `Use @${near} if that was meant.`,
  });
};

function isGenuine(bare: string, genuine: readonly string[]): boolean {
  return genuine.some((pattern) => matchPackage(pattern, bare));
}

function scopeOf(name: string): string | undefined {
  return /@(?<scope>[^/*]+)\//.exec(name)?.groups?.['scope'];
}
