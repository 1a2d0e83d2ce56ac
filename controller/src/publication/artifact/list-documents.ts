import { attachmentsOf } from '@souk/model/check/attachments.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';

/** A file beside a manifest that is published with it. */
export interface PublishedDocument {
  readonly role: 'sbom' | 'attestation';
  /** From the folder of the manifest. */
  readonly path: string;
}

/** The bill of materials and the attestations that a manifest names, each once, in its order. */
export function listDocuments(manifest: Entry): PublishedDocument[] {
  const documents = attachmentsOf(manifest).flatMap(({ path, pointer }): PublishedDocument[] => {
    if (pointer.startsWith('/sbom')) return [{ role: 'sbom', path }];
    return pointer.startsWith('/provenance/attestations/') ? [{ role: 'attestation', path }] : [];
  });
  return [...new Map(documents.map((document) => [document.path, document])).values()];
}
