/** Caps that keep a hostile file from costing more than a look. An honest file stays far below each. */
export const yamlLimits = {
  documents: 500,
  depth: 64,
  /** Uses of `*name`. */
  aliases: 100,
  /** Values after aliases are written out. */
  values: 200_000,
} as const;
