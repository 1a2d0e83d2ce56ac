import { type DependencyCheck, findingOn, titleOf } from './dependency-check.ts';

const dayMs = 86_400_000;

/** A release that is older than the settings allow. */
export const checkAge: DependencyCheck = (dependency, { settings: { maxReleaseAgeDays }, now }) => {
  const { published } = dependency;
  if (published === undefined) return undefined;
  const days = Math.floor((now.getTime() - published.getTime()) / dayMs);
  if (days <= maxReleaseAgeDays) return undefined;
  return findingOn(dependency, 'dependency/old-release', {
    message: `${titleOf(dependency)} was released on ${published.toISOString().slice(0, 10)}, ${days.toLocaleString('en')} days ago; at most ${maxReleaseAgeDays.toLocaleString('en')} are allowed.`,
    help: 'Move to a newer release, or to a package that is still looked after.',
  });
};
