/** Caps that keep a hostile file from costing more than a look. An honest manifest stays far below each. */
export const manifestLimits = {
  /** Bytes of one manifest file. */
  bytes: 1024 * 1024,
  /** Levels of nesting. */
  depth: 32,
  /** Uses of YAML aliases (`*name`). */
  aliases: 64,
  /** Values after aliases are written out: an alias bomb is small in the file and huge here. */
  values: 50_000,
} as const;
