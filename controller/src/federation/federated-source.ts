import type { Source } from '@souk/model/manifest/manifest.ts';

/** Another catalog that this one names. */
export interface FederatedSource {
  readonly id: string;
  /** Undefined where nothing tells it. It is held even by a source that can not be read. */
  readonly namespace: string | undefined;
  readonly manifest: SourceManifest;
}

export type SourceManifest =
  | { readonly standing: 'current'; readonly source: Source }
  /** It is broken or about to be removed: nothing is read, and what was read before stays. */
  | { readonly standing: 'stalled' }
  /** What is stored of it is nothing that this version can follow: the same, and `reason` says why. */
  | { readonly standing: 'unusable'; readonly reason: string };

/** Kinds that are read when the manifest names none. */
const DEFAULT_KINDS: NonNullable<Source['kinds']> = ['App', 'Connector'];

export function kindsOf({ kinds = DEFAULT_KINDS }: Source): NonNullable<Source['kinds']> {
  return kinds;
}
