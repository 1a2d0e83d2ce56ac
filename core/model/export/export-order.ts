import { type Entry, isEntry, kinds, type Manifest } from '../manifest/manifest.ts';

/** By kind, then by id: the same catalog gives the same text. */
export function inStableOrder<M extends Manifest>(manifests: readonly M[]): M[] {
  return manifests.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

export function entriesOf(manifests: readonly Manifest[]): Entry[] {
  return inStableOrder(manifests).filter(isEntry);
}
