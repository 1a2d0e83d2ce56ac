/** What became of a file that was to be put somewhere. */
export type PutResult =
  | 'written'
  /** It was there already, with the same bytes. */
  | 'same'
  /** Something else is there under this name, and stays. */
  | 'taken';

/** Where files are handed out. Nothing there is ever changed or taken away. */
export interface ExportTarget {
  /** As logs name it: without credentials. */
  readonly name: string;
  /**
   * Puts a whole file there or none. The name is made by `exportName`.
   * @throws {ExportError} when it can not be put, or nobody knows whether it was
   */
  put(name: string, bytes: Uint8Array, contentType: string): Promise<PutResult>;
}

/** A file could not be handed out. `message` is fit to be shown. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
