import type { Source } from '@souk/model/manifest/manifest.ts';

/** Another catalog that this one reads. */
export interface FederatedSource {
  readonly manifest: Source;
  /**
   * False when the manifest is broken or about to be removed: then nothing is read, and what was read before stays.
   */
  readonly current: boolean;
}

/** Kinds that are read when the manifest names none. */
const DEFAULT_KINDS: NonNullable<Source['kinds']> = ['App', 'Connector'];

export function kindsOf({ kinds = DEFAULT_KINDS }: Source): NonNullable<Source['kinds']> {
  return kinds;
}
