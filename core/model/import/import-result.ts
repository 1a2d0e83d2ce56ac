import type { Manifest } from '../manifest/manifest.ts';

/** A file as it was found: the path names it in notes, the text is all an importer may look at. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * - `mapped-with-loss`: the manifest says less, or other, than the source did
 * - `dropped`: the manifest does not hold it at all
 * - `assumed`: the manifest says something that the source did not
 */
export type NoteLevel = 'mapped-with-loss' | 'dropped' | 'assumed';

export interface ImportNote {
  /** Path of the source file; `path#2` for the second document of a file with several. */
  readonly source: string;
  /** JSON pointer into the source; empty for the document as a whole. */
  readonly pointer: string;
  readonly level: NoteLevel;
  readonly message: string;
}

export interface Attachment {
  /** Relative to the folder of the manifest. */
  readonly path: string;
  readonly text: string;
}

export interface ImportedManifest {
  /** Where it belongs, relative to the root of the repository. */
  readonly path: string;
  readonly manifest: Manifest;
  readonly attachments?: readonly Attachment[];
}

/** A source from which no manifest could be made. */
export interface ImportFailure {
  readonly source: string;
  readonly message: string;
}

export interface ImportResult {
  readonly manifests: readonly ImportedManifest[];
  readonly notes: readonly ImportNote[];
  readonly failures: readonly ImportFailure[];
}

export interface ImportOptions {
  /** Team for entries whose source names none; `imported` when absent. */
  readonly owner?: string;
  /** Ids of apps and connectors that exist already, so that an import does not claim them again. */
  readonly takenIds?: Iterable<string>;
}

export const DEFAULT_OWNER = 'imported';

export function entryPath(id: string): string {
  return `catalog/apps/${id}/manifest.yaml`;
}

export function teamPath(id: string): string {
  return `catalog/teams/${id}.yaml`;
}
