import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import { checkAge } from './check-age.ts';
import { checkDisallowed } from './check-disallowed.ts';
import { checkHashes } from './check-hashes.ts';
import { checkInternal, checkScope } from './check-internal.ts';
import { checkLookAlike } from './check-look-alike.ts';
import { checkRegistry, checkSource } from './check-registry.ts';
import type { Dependency } from './dependency.ts';
import type { DependencyCheck } from './dependency-check.ts';
import type { DependencySettings } from './dependency-settings.ts';
import type { PopularNames } from './find-look-alike.ts';
import { listDependencies } from './list-dependencies.ts';
import { type LocatedSbom, placeInSbom } from './located-sbom.ts';
import { isLockFile, readLockFile } from './read-lock-file.ts';
import { readOrigin } from './read-origin.ts';

/** What was learnt of what an entry is made of. */
export interface DependencyEvidence {
  /** Different packages, in whatever version. */
  readonly packages: number;
  /** Names of the lock files that were read. */
  readonly lockFiles: readonly string[];
  /** Numbers of packages by the host that they come from, as far as that is written down. */
  readonly hosts: Readonly<Record<string, number>>;
  /** Components that have a checksum, and those that should have one. */
  readonly hashed: number;
  readonly hashable: number;
  /** Packages that must not be used, or whose name or origin is not what it should be. */
  readonly suspicious: number;
}

export interface DependencyVetting {
  readonly findings: readonly VettingFinding[];
  readonly evidence: DependencyEvidence;
}

interface Document {
  readonly dependencies: readonly Dependency[];
  /** About the document as a whole. */
  readonly findings: readonly VettingFinding[];
  readonly place: (findings: readonly VettingFinding[]) => VettingFinding[];
}

const checks: readonly DependencyCheck[] = [
  checkDisallowed,
  checkRegistry,
  checkSource,
  checkInternal,
  checkScope,
  checkLookAlike,
  checkAge,
];
const suspiciousRules = new Set([
  'dependency/disallowed',
  'dependency/registry',
  'dependency/confusion',
  'dependency/look-alike',
]);

/**
 * Judges the packages that an entry is made of, from its bill of materials and its lock files. What both tell is told
 * once, on the lock file.
 *
 * @param popular as `arrangePopularPackages` makes it, once for many entries
 */
export function vetDependencies(
  { files }: Pick<VettedEntry, 'files'>,
  settings: DependencySettings,
  located: LocatedSbom | undefined,
  { now, popular }: { readonly now: Date; readonly popular: ReadonlyMap<string, PopularNames> },
): DependencyVetting {
  const lockFiles = [...files.values()].filter(({ name }) => isLockFile(name));
  const documents: Document[] = lockFiles.map((file) => ({
    ...readLockFile(file, settings.maxLockFileBytes),
    place: (findings) => findings.map((finding) => ({ ...finding, file: file.name })),
  }));
  if (located !== undefined) {
    documents.push({
      dependencies: listDependencies(located.sbom),
      findings: [],
      place: (findings) => placeInSbom(findings, located.file),
    });
  }
  const dependencies = documents.flatMap((document) => document.dependencies);
  const context = {
    settings,
    now,
    popular,
    located: new Set(dependencies.filter(({ origin }) => origin !== undefined).map(({ bare }) => bare)),
  };
  const findings = documents.flatMap((document) =>
    document.place([
      ...document.findings,
      ...document.dependencies.flatMap((dependency) =>
        checks.flatMap((check) => check(dependency, context) ?? []),
      ),
      ...checkHashes(document.dependencies, settings.missingHashes),
    ]),
  );
  const told = withoutRepeats(findings);
  return {
    findings: told,
    evidence: assembleEvidence(
      dependencies,
      told,
      lockFiles.map(({ name }) => name),
    ),
  };
}

function withoutRepeats(findings: readonly VettingFinding[]): VettingFinding[] {
  const told = new Set<string>();
  return findings.filter(({ rule, about, message }) => {
    const key = JSON.stringify([rule, about, message]);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

function assembleEvidence(
  dependencies: readonly Dependency[],
  findings: readonly VettingFinding[],
  lockFiles: readonly string[],
): DependencyEvidence {
  const packagesByHost = new Map<string, Set<string>>();
  for (const { origin, bare } of dependencies) {
    const host = origin === undefined ? undefined : readOrigin(origin)?.host;
    if (host === undefined) continue;
    packagesByHost.set(host, (packagesByHost.get(host) ?? new Set()).add(bare));
  }
  const suspicious = findings.filter(({ rule }) => suspiciousRules.has(rule)).map(({ about }) => about);
  return {
    packages: new Set(dependencies.map(({ bare }) => bare)).size,
    lockFiles,
    hosts: Object.fromEntries([...packagesByHost].sort().map(([host, packages]) => [host, packages.size])),
    hashed: dependencies.filter(({ isHashed }) => isHashed === true).length,
    hashable: dependencies.filter(({ isHashed }) => isHashed !== undefined).length,
    suspicious: new Set(suspicious).size,
  };
}
