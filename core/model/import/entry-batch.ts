import type {
  Attachment,
  ImportedManifest,
  ImportFailure,
  ImportNote,
  ImportOptions,
  ImportResult,
} from './import-result.ts';
import { DEFAULT_OWNER, entryPath } from './import-result.ts';
import { leaveOutMissingFiles, leaveOutWildcards } from './leave-out.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { IdPool, slug } from './slug.ts';
import type { SourceNode } from './source-node.ts';
import { TeamRoster } from './team-roster.ts';

/** What the sources of one import have in common: the ids given out, the teams met, and the result so far. */
export class EntryBatch {
  readonly teams = new TeamRoster();
  readonly #ids: IdPool;
  readonly #owner: string;
  readonly #manifests: ImportedManifest[] = [];
  readonly #notes: ImportNote[] = [];
  readonly #failures: ImportFailure[] = [];

  constructor(options: ImportOptions) {
    this.#ids = new IdPool(options.takenIds);
    this.#owner = slug(options.owner ?? DEFAULT_OWNER) ?? DEFAULT_OWNER;
  }

  /** The id for what the source calls `text`; says so when it is not the same. */
  claimId(draft: ManifestDraft, text: string, node: SourceNode): string | undefined {
    const wanted = slug(text);
    if (wanted === undefined) return undefined;
    const id = this.#ids.take(wanted);
    if (wanted !== text)
      draft.note('mapped-with-loss', `The id became ${wanted}, as ids are written here.`, node);
    if (id !== wanted) draft.note('assumed', `The id ${wanted} is taken; this one became ${id}.`, node);
    return id;
  }

  defaultOwner(draft: ManifestDraft): string {
    draft.note('assumed', `No owner is named; team ${this.#owner} was assumed.`);
    return this.teams.idOf(this.#owner) ?? this.#owner;
  }

  accept(
    draft: ManifestDraft,
    root: SourceNode,
    id: string,
    source: string,
    attachments: readonly Attachment[] = [],
  ): void {
    if (draft.fit() === undefined) {
      leaveOutWildcards(draft);
      leaveOutMissingFiles(draft, attachments);
    }
    const result = draft.finish(root);
    if (!result.ok) {
      this.fail(source, result.message);
      return;
    }
    const imported = { path: entryPath(id), manifest: result.manifest };
    this.#manifests.push(attachments.length === 0 ? imported : { ...imported, attachments });
    this.addNotes(result.notes);
  }

  add(manifest: ImportedManifest): void {
    this.#manifests.push(manifest);
  }

  addNotes(notes: readonly ImportNote[]): void {
    this.#notes.push(...notes);
  }

  fail(source: string, message: string): void {
    this.#failures.push({ source, message });
  }

  result(): ImportResult {
    return {
      manifests: [...this.#manifests, ...this.teams.manifests()],
      notes: this.#notes,
      failures: this.#failures,
    };
  }
}

/** Same files, same result, in whatever order a folder lists them. */
export function inOrder<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
