import type { FederatedSource } from './federated-source.ts';

/**
 * Why sources are not read at all, by id: of two with one namespace the first, by id, has it, as nobody could tell
 * apart what comes from them.
 */
export function refuseSources(sources: readonly FederatedSource[]): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  const refused = new Map<string, string>();
  for (const { manifest } of sources.toSorted((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1))) {
    const { id, namespace } = manifest;
    const holder = holders.get(namespace);
    if (holder === undefined) holders.set(namespace, id);
    else
      refused.set(
        id,
        `The namespace "${namespace}" is that of the source "${holder}" already; give this one another.`,
      );
  }
  return refused;
}
