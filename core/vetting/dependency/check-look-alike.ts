import { type DependencyCheck, findingOn, titleOf } from './dependency-check.ts';
import { findLookAlike } from './find-look-alike.ts';
import { matchPackage } from './match-package.ts';

/** A name that could be mistaken for a popular one. Packages of the organisation are named as it likes. */
export const checkLookAlike: DependencyCheck = (dependency, { settings, popular }) => {
  const { type, name, bare } = dependency;
  const names = popular.get(type);
  if (names === undefined) return undefined;
  const own = [...settings.lookAlikes.genuine, ...settings.internal.map((entry) => entry.package)];
  const found = findLookAlike(name, names);
  if (found === undefined || own.some((pattern) => matchPackage(pattern, bare))) return undefined;
  return findingOn(dependency, 'dependency/look-alike', {
    message: `The name of ${titleOf(dependency)} could be mistaken for that of the popular ${found.popular}: it ${found.how}.`,
    help: `Use ${found.popular} if that was meant; otherwise have the name put on the list of genuine ones.`,
  });
};
