import type { VettedEntry, VettedFile, VettingFinding } from '../vetted-entry.ts';
import { fingerprintOf } from './describe-secret.ts';
import { draftNameFindings, draftSecretFindings } from './draft-secret-findings.ts';
import { findKnownSecrets } from './find-secrets.ts';
import { type FileSearch, searchFile } from './search-file.ts';
import type { SecretMatch, SecretRule, TextSpan } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';

/** What the search for secrets learnt; nothing of it is in clear. */
export interface SecretEvidence {
  readonly searchedFiles: number;
  readonly searchedBytes: number;
  /** Names of files that hold no text, which were searched for what can be read in them. */
  readonly binary: readonly string[];
  /** Names of files beyond the limit of size, which were not searched. */
  readonly tooLarge: readonly string[];
  /** Numbers of secrets, without those that are allowed. */
  readonly found: Readonly<Partial<Record<SecretRule, number>>>;
  /** Fingerprints that were met and are allowed. */
  readonly allowed: readonly string[];
}

export interface SecretSpan extends TextSpan {
  /** The manifest when absent. */
  readonly file?: string;
}

export interface SecretVetting {
  readonly findings: readonly VettingFinding[];
  readonly evidence: SecretEvidence;
  /** Where secrets stand, allowed ones too: what has to be masked in each text that is shown. */
  readonly spans: readonly SecretSpan[];
}

interface SearchedFile {
  readonly file: VettedFile;
  readonly place: { readonly file?: string };
  readonly search: FileSearch;
}

/**
 * Searches the changed files of an entry for secrets.
 *
 * @param manifest its file; searched too when it changed
 */
export async function vetSecrets(
  { files }: Pick<VettedEntry, 'files'>,
  settings: SecretSettings,
  manifest: VettedFile,
): Promise<SecretVetting> {
  const searched: SearchedFile[] = [];
  for (const file of [manifest, ...files.values()]) {
    if (!file.changed) continue;
    const place = file === manifest ? {} : { file: file.name };
    searched.push({ file, place, search: await searchFile(file, settings) });
  }
  const allowed = new Set(settings.allowed.map(({ fingerprint }) => fingerprint));
  return {
    findings: searched.flatMap(({ file, place, search }) =>
      [
        ...draftSecretFindings(file, withoutAllowed(search, allowed), settings),
        ...draftNameFindings(
          findKnownSecrets(file.name, settings).filter((match) => !allowed.has(fingerprintOf(match))),
        ),
      ].map((draft) => ({ ...draft, ...place })),
    ),
    evidence: assembleEvidence(searched, allowed),
    spans: searched.flatMap(({ place, search }) =>
      matchesOf(search).map(({ offset, endOffset }) => ({ ...place, offset, endOffset })),
    ),
  };
}

function assembleEvidence(searched: readonly SearchedFile[], allowed: ReadonlySet<string>): SecretEvidence {
  const ofKind = (kind: FileSearch['kind']): SearchedFile[] =>
    searched.filter(({ search }) => search.kind === kind);
  const namesOf = (files: readonly SearchedFile[]): string[] => files.map(({ file }) => file.name);
  const found: Partial<Record<SecretRule, number>> = {};
  const met = new Set<string>();
  for (const match of searched.flatMap(({ search }) => matchesOf(search))) {
    const fingerprint = fingerprintOf(match);
    if (allowed.has(fingerprint)) met.add(fingerprint);
    else found[match.rule] = (found[match.rule] ?? 0) + 1;
  }
  return {
    searchedFiles: ofKind('searched').length,
    searchedBytes: ofKind('searched').reduce((sum, { file }) => sum + file.bytes.byteLength, 0),
    binary: namesOf(ofKind('binary')),
    tooLarge: namesOf(ofKind('too-large')),
    found,
    allowed: [...met].sort(),
  };
}

function withoutAllowed(search: FileSearch, allowed: ReadonlySet<string>): FileSearch {
  return search.kind === 'too-large'
    ? search
    : { ...search, matches: search.matches.filter((match) => !allowed.has(fingerprintOf(match))) };
}

function matchesOf(search: FileSearch): readonly SecretMatch[] {
  return search.kind === 'too-large' ? [] : search.matches;
}
