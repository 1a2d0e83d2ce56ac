import type { ObjectSettings } from '../kubernetes-objects/object-settings.ts';

/** Namespaces that instances can be in, sorted; undefined where they are named after teams or installations, which nobody can list. */
export function listedNamespaces({ environments }: ObjectSettings): readonly string[] | undefined {
  const names = Object.values(environments).map(({ namespace }) => namespace);
  return names.some((name) => name.includes('{')) ? undefined : [...new Set(names)].toSorted();
}
