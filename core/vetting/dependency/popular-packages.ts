import type { DependencySettings } from './dependency-settings.ts';
import { arrangePopularNames, type PopularNames } from './find-look-alike.ts';
import builtIn from './popular-packages.json' with { type: 'json' };

const lists: ReadonlyMap<
  string,
  { readonly popular: readonly string[]; readonly genuine: readonly string[] }
> = new Map(Object.entries(builtIn));

/** The names that others may imitate, by type of package URL: those that are built in, and those of the settings. */
export function arrangePopularPackages({
  lookAlikes,
}: DependencySettings): ReadonlyMap<string, PopularNames> {
  const types = new Set([...lists.keys(), ...Object.keys(lookAlikes.popular)]);
  return new Map(
    [...types].map((type) => {
      const { popular = [], genuine = [] } = lists.get(type) ?? {};
      const own = lookAlikes.popular[type] ?? [];
      return [type, arrangePopularNames(type, [...popular, ...own], genuine)];
    }),
  );
}
