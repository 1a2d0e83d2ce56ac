import { sortManifest } from '../import/render-manifest.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { inStableOrder } from './export-order.ts';

/** All manifests as they are, ordered by kind and id, their fields in the order of the schemas. */
export function exportJson(manifests: readonly Manifest[]): Manifest[] {
  return inStableOrder(manifests).map(sortManifest);
}
