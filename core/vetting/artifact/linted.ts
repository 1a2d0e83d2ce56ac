import type { VettedEntry, VettedFile } from '../vetted-entry.ts';
import { readText } from './read-text.ts';
import type { ArtifactRule, Remark } from './remark.ts';

export interface FiledRemark {
  readonly file: string;
  readonly remark: Remark;
}

/** What the linters of one kind of file say of an entry. */
export interface Linted<Evidence> {
  readonly remarks: readonly FiledRemark[];
  readonly evidence: readonly Evidence[];
}

type Lint<Evidence> = (
  name: string,
  text: string,
) => { readonly remarks: readonly Remark[]; readonly evidence: Evidence } | undefined;

/** Lints the files of an entry that have a fitting name; `lint` gives undefined for texts that are something else. */
export function lintFiles<Evidence>(
  { files }: VettedEntry,
  fits: (name: string) => boolean,
  maxBytes: number,
  unreadable: ArtifactRule,
  lint: Lint<Evidence>,
): Linted<Evidence> {
  const remarks: FiledRemark[] = [];
  const evidence: Evidence[] = [];
  for (const file of filesOf(files, fits)) {
    const read = readText(file, maxBytes, unreadable);
    const linted = read.ok ? lint(file.name, read.text) : { remarks: [read.remark] };
    for (const remark of linted?.remarks ?? []) remarks.push({ file: file.name, remark });
    if (linted !== undefined && 'evidence' in linted) evidence.push(linted.evidence);
  }
  return { remarks, evidence };
}

/** By name, so that reports do not depend on the order of a folder. */
function filesOf(files: ReadonlyMap<string, VettedFile>, fits: (name: string) => boolean): VettedFile[] {
  return [...files.values()]
    .filter(({ name }) => fits(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
