import type { EntityKey } from '../manifest/manifest.ts';

/**
 * `deny` blocks the merge, `warn` and `notice` inform, `error` means that a check could not do its work,
 * which is never the author's fault and never a pass.
 */
export type Level = 'error' | 'deny' | 'warn' | 'notice';

/** Lines and columns count from 1; the end is exclusive. Columns count UTF-16 code units. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A mend that an author can take over unread. */
export interface Fix {
  /** Replaces exactly the located range. */
  readonly text: string;
  /** What it does, in words. */
  readonly label: string;
}

/** One thing that a check found, as every report prints it. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  /** What is wrong: what was expected and what came. */
  readonly message: string;
  /** How to mend it. */
  readonly help: string;
  /** Page that explains the rule, relative to the root of the repository. */
  readonly docs: string;
  readonly entity?: EntityKey;
  readonly location: Location;
  /** Set where the mend is certain. */
  readonly fix?: Fix;
  /** What a waiver names to excuse this one thing, where its place in the manifest does not tell it. */
  readonly about?: string;
  /** Id of the waiver that silences it. */
  readonly waivedBy?: string;
}

/** The first character of a file: where findings point that concern the file as a whole. */
export function startOf(path: string): Location {
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
