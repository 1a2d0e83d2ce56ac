import type { DraftFinding, Problem } from '@souk/model/finding/draft-finding.ts';
import type { Level } from '@souk/model/finding/finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';

/** A file in the folder of an entry. */
export interface VettedFile {
  /** Relative to the folder, with `/` between its parts. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether the change under judgement adds or edits it; true for all files when a catalog is judged as a whole. */
  readonly changed: boolean;
}

/** An app or connector with the files beside its manifest: plain values, so that it can be sent to a worker. */
export interface VettedEntry {
  readonly entry: Entry;
  /** The entry as it was before the change; undefined when it is new, or judged without a change. */
  readonly before: Entry | undefined;
  /** By name. The manifest is not among them. */
  readonly files: ReadonlyMap<string, VettedFile>;
  /** As they were before the change. */
  readonly filesBefore: ReadonlyMap<string, VettedFile>;
}

/** What a vetter found. */
export interface VettingFinding extends Problem {
  /** Name of the file it is about; the manifest when absent. */
  readonly file?: string;
  /** Overrides the level of the rule. */
  readonly level?: Level;
  /** What a waiver names to excuse this one thing and nothing else; the same in each version of the entry. */
  readonly about?: DraftFinding['about'];
}
