import type { EntityKey } from '../manifest/manifest.ts';
import type { Level } from './finding.ts';
import type { DraftFix } from './write-fix.ts';

/**
 * Where in a text something is: by JSON pointer, on the key or on the value, or by offsets in UTF-16 code
 * units. Turning it into a line and a column needs a full parse, so that is done for findings only.
 */
export type Place =
  | { readonly pointer: string; readonly on: 'key' | 'value' }
  | { readonly offset: number; readonly endOffset: number };

/** What is wrong in one text, before it is known which file the text is. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly help: string;
  readonly place: Place;
  /** Set where the mend is certain. */
  readonly fix?: DraftFix;
}

/** A finding whose line and column are still to be worked out. */
export interface DraftFinding extends Problem {
  readonly path: string;
  readonly entity?: EntityKey | undefined;
  /** Overrides the level of the rule. */
  readonly level?: Level | undefined;
  /**
   * What the finding is about beyond its place: an advisory and a package, the fingerprint of a secret. A waiver that
   * names it holds for this and nothing else, wherever it stands in the next version.
   */
  readonly about?: string | undefined;
  /** Id of the waiver that silences it. */
  readonly waivedBy?: string;
}

export function onValue(pointer: string): Place {
  return { pointer, on: 'value' };
}

export function onKey(pointer: string): Place {
  return { pointer, on: 'key' };
}

/** The file as a whole. */
export const wholeFile: Place = { offset: 0, endOffset: 0 };
