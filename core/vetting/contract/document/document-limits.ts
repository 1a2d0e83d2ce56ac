/** Caps on one document of a contract, counted before any other library sees it. */
export interface DocumentLimits {
  readonly bytes: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** Uses of YAML aliases. */
  readonly aliases: number;
  /** Values after aliases are written out. */
  readonly values: number;
  /** Values of `$ref`, over all files that belong to one contract. */
  readonly refs: number;
  /** Files that one contract may be spread over. */
  readonly files: number;
}
