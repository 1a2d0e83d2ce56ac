import { attachmentsOf } from '../check/attachments.ts';
import type { Entry } from '../manifest/manifest.ts';
import type { Attachment } from './import-result.ts';
import type { ManifestDraft } from './manifest-draft.ts';

/** A source may allow any host; a manifest names each one, and whatever it does not name is refused. */
export function leaveOutWildcards(draft: ManifestDraft): void {
  const { egress = [] } = draft.at('') as Entry;
  for (const [i, target] of [...egress.entries()].reverse()) {
    const host = typeof target === 'string' ? target : target.host;
    if (host.includes('*'))
      draft.leaveOut(`/egress/${i}`, 'A wildcard is not taken over: name each host under egress.');
  }
}

/** Files beside the source are not imported, so the manifest cannot name them as its own. */
export function leaveOutMissingFiles(draft: ManifestDraft, brought: readonly Attachment[]): void {
  const paths = new Set(brought.map(({ path }) => path));
  for (;;) {
    // What is taken out may move the rest of a list: look again each time.
    const missing = attachmentsOf(draft.at('') as Entry).find(({ path }) => !paths.has(path));
    if (missing === undefined) return;
    draft.leaveOut(
      missing.pointer,
      `The file was not imported: put it beside the manifest and name it there.`,
    );
  }
}
