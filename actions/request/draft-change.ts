import type { NewFile } from '@souk/git/write-commit.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { renderManifest } from '@souk/model/import/render-manifest.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { assembleInstallation } from '@souk/model/request/assemble-installation.ts';
import { assembleWaiver } from '@souk/model/request/assemble-waiver.ts';
import type { Answers } from '@souk/model/request/read-answers.ts';
import type { Drafted, DraftManifest, RequestKind } from '@souk/model/request/request.ts';
import { draftEntry } from './draft-entry.ts';

/** What a request asks to change. */
export interface DraftChange {
  /** Made of kind and id alone, which the schema has allowed. */
  readonly title: string;
  readonly files: readonly NewFile[];
}

/** Requests that become a pull request. */
export type ChangeRequestKind = Exclude<RequestKind, 'problem'>;

/** The files that the answers to a form ask for. */
export async function draftChange(
  kind: ChangeRequestKind,
  answers: Answers,
  catalog: Catalog,
): Promise<Drafted<DraftChange>> {
  switch (kind) {
    case 'app':
      return draftEntry(answers, catalog);
    case 'installation':
      return writeOut(assembleInstallation(answers, catalog));
    case 'waiver':
      return writeOut(assembleWaiver(answers, catalog));
  }
}

function writeOut(drafted: Drafted<DraftManifest>): Drafted<DraftChange> {
  if (!drafted.ok) return drafted;
  const { path, manifest } = drafted.draft;
  const files = [{ path, text: renderManifest(manifest, path) }];
  return { ok: true, draft: { title: `Add ${formatKey(manifest)}`, files } };
}
