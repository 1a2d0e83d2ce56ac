/** A file that a folder offers, or why its content is not to be had. */
export type FoundFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly skipped: string };

/** Reads what is to be imported. Throws only when the folder itself cannot be read. */
export interface SourceReader {
  /** The file at a path, or all files below a folder, with paths relative to it and slashes between names. */
  read(path: string): Promise<readonly FoundFile[]>;
}

/** Writes below one folder. Every path is relative to it, with slashes between names. */
export interface FileWriter {
  exists(path: string): Promise<boolean>;
  /** Makes the folders on the way. Refuses, by throwing, a path that leads outside. */
  write(path: string, text: string): Promise<void>;
}
