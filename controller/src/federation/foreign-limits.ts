/** What is taken from another catalog at most. An honest one stays far below each. */
export interface ForeignLimits {
  /** Bytes of its mirror on disk. */
  readonly mirrorBytes: number;
  /** Bytes of the list of its files. */
  readonly listingBytes: number;
  /** Manifests, whatever their kind. */
  readonly manifests: number;
  /** Bytes of all manifests together. */
  readonly manifestBytes: number;
  readonly entities: number;
}

const MEBIBYTE = 2 ** 20;

export const foreignLimits: ForeignLimits = {
  mirrorBytes: 512 * MEBIBYTE,
  listingBytes: 32 * MEBIBYTE,
  manifests: 50_000,
  manifestBytes: 128 * MEBIBYTE,
  entities: 10_000,
};
