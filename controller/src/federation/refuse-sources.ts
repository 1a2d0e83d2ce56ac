import type { FederatedSource } from './federated-source.ts';

export interface RefusedNamespace {
  readonly namespace: string;
  readonly reason: string;
}

/**
 * Why sources are not read at all, by id: of two with one namespace the first, by id, has it, as nobody could tell
 * apart what comes from them.
 */
export function refuseSources(sources: readonly FederatedSource[]): ReadonlyMap<string, RefusedNamespace> {
  const holders = new Map<string, string>();
  const refused = new Map<string, RefusedNamespace>();
  for (const { id, namespace } of sources.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (namespace === undefined) continue;
    const holder = holders.get(namespace);
    if (holder === undefined) holders.set(namespace, id);
    else
      refused.set(id, {
        namespace,
        reason: `The namespace "${namespace}" is that of the source "${holder}" already; give this one another.`,
      });
  }
  return refused;
}
