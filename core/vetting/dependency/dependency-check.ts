import type { VettingFinding } from '../vetted-entry.ts';
import type { Dependency } from './dependency.ts';
import type { DependencySettings } from './dependency-settings.ts';
import type { PopularNames } from './find-look-alike.ts';

export interface DependencyContext {
  readonly settings: DependencySettings;
  readonly now: Date;
  /** By type of package URL. */
  readonly popular: ReadonlyMap<string, PopularNames>;
  /** Packages whose origin some document tells. */
  readonly located: ReadonlySet<string>;
}

/** One question to each dependency. */
export type DependencyCheck = (
  dependency: Dependency,
  context: DependencyContext,
) => VettingFinding | undefined;

export function titleOf({ bare, version }: Dependency): string {
  return version === undefined ? bare : `${bare} ${version}`;
}

/** A finding on a dependency that a waiver names by the package alone, or by `what` and the package. */
export function findingOn(
  { bare, place }: Dependency,
  rule: string,
  said: Pick<VettingFinding, 'message' | 'help' | 'level'>,
): VettingFinding {
  return { rule, place, about: bare, ...said };
}
