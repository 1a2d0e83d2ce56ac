import { type BackstageIndex, entityName, nameOf, reportRest } from './backstage-index.ts';
import { soukAnnotation } from './backstage-metadata.ts';
import type { Attachment, ImportNote } from './import-result.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { lossy, mapped } from './mapped.ts';
import type { SourceDocument } from './read-source.ts';
import { IdPool, slug } from './slug.ts';
import type { SourceNode } from './source-node.ts';

/** APIs that a component offers and uses. An OpenAPI document in the import becomes an attachment. */
export function attachApis(root: SourceNode, index: BackstageIndex, draft: ManifestDraft): Attachment[] {
  const attachments: Attachment[] = [];
  const files = new IdPool();
  for (const node of root.at('spec', 'providesApis')?.items() ?? []) {
    const reference = node.text();
    if (reference === undefined) continue;
    const api = index.named('API', reference);
    const name = api === undefined ? entityName(reference) : apiName(api.root);
    const definition = api === undefined ? undefined : openapiOf(api.root);
    if (definition === undefined) {
      draft.append('/apis/provides', referenced(name, reference, node));
      continue;
    }
    const path = `${files.take(slug(name) ?? 'api')}.openapi.yaml`;
    attachments.push({ path, text: definition });
    draft.append('/apis/provides', { name: mapped(name, node), openapi: path });
  }
  for (const node of root.at('spec', 'consumesApis')?.items() ?? []) {
    const reference = node.text();
    const api = reference === undefined ? undefined : index.named('API', reference);
    if (reference !== undefined)
      draft.append(
        '/apis/consumes',
        referenced(api === undefined ? entityName(reference) : apiName(api.root), reference, node),
      );
  }
  return attachments;
}

/** What of the APIs of an import no component took over. */
export function reportApis(index: BackstageIndex): ImportNote[] {
  const provided = index
    .ofKind('Component')
    .flatMap(({ root }) =>
      (root.at('spec', 'providesApis')?.items() ?? []).map((node) =>
        entityName(node.text() ?? '').toLowerCase(),
      ),
    );
  return index.ofKind('API').flatMap((api) => {
    const isProvided = provided.includes(nameOf(api.root)?.toLowerCase() ?? '');
    return isProvided
      ? reportRest(api, usedParts(api), 'Of an API only its name and OpenAPI document are kept.')
      : reportRest(api, [], 'No component of the import provides this API.');
  });
}

function usedParts({ root }: SourceDocument): (SourceNode | undefined)[] {
  const text = openapiOf(root) === undefined ? [] : [root.at('spec', 'definition'), root.at('spec', 'type')];
  // Owner and lifecycle are those of the component.
  return [root.at('metadata', 'name'), soukAnnotation(root, 'api'), soukAnnotation(root, 'entry'), ...text];
}

function apiName(api: SourceNode): string {
  return soukAnnotation(api, 'api')?.text() ?? nameOf(api) ?? 'api';
}

function openapiOf(api: SourceNode): string | undefined {
  return api.at('spec', 'type')?.text()?.toLowerCase() === 'openapi'
    ? api.at('spec', 'definition')?.text()
    : undefined;
}

function referenced(name: string, reference: string, node: SourceNode): unknown {
  const isPlain = /^((api:)?default\/|api:)?[^:/]+$/.test(reference);
  return isPlain ? mapped(name, node) : lossy(name, node, 'Only the name of the reference was kept.');
}
