import type { VettingSubject } from '@souk/model/vetting/vetting.ts';
import type { VettedFile } from '../vetted-entry.ts';

export interface FilesOfEntry {
  readonly manifest: VettedFile;
  /** By name; the manifest is not among them. */
  readonly files: ReadonlyMap<string, VettedFile>;
  readonly filesBefore: ReadonlyMap<string, VettedFile>;
  /** What is beyond the limit, and so was not read. Sizes in bytes. */
  readonly tooLarge: readonly { readonly name: string; readonly size: number }[];
}

/** Where the files of an entry come from. */
export interface EntryFiles {
  /** @param limit bytes of the largest file that is read */
  read(subject: VettingSubject, limit: number): Promise<FilesOfEntry>;
}
