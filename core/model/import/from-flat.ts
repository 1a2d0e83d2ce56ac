import { proposeAnew } from './convert-lifecycle.ts';
import { toContact } from './convert-people.ts';
import { runtimeTypeOf } from './convert-runtime.ts';
import { isUrl, toUrl } from './convert-text.ts';
import { copySchema } from './copy-schema.ts';
import { EntryBatch, inOrder } from './entry-batch.ts';
import { mapArtifact } from './flat-artifact.ts';
import { kindOf, mapIdentity, mapOwners } from './flat-identity.ts';
import { nodeAt } from './flat-rule.ts';
import { flatRules } from './flat-rules.ts';
import type { ImportOptions, ImportResult, SourceFile } from './import-result.ts';
import { ManifestDraft } from './manifest-draft.ts';
import { mapped } from './mapped.ts';
import { readSource, type SourceDocument } from './read-source.ts';
import { SourceNode } from './source-node.ts';
import { isEmail } from './team-roster.ts';

/** Flat manifests as teams write them before they have a marketplace: JSON or YAML, each one an App or Connector. */
export function importFlat(files: readonly SourceFile[], options: ImportOptions = {}): ImportResult {
  const batch = new EntryBatch(options);
  for (const file of inOrder(files)) {
    const reading = readSource(file);
    if (!reading.ok) batch.fail(file.path, reading.message);
    else for (const document of reading.documents) importDocument(document, batch);
  }
  return batch.result();
}

function importDocument(document: SourceDocument, batch: EntryBatch): void {
  const { source, root, notes } = document;
  if (root.isList) {
    batch.addNotes(notes);
    for (const [i, item] of root.items().entries()) {
      importDocument({ source: `${source}#${i + 1}`, root: new SourceNode(item.value), notes: [] }, batch);
    }
    return;
  }
  if (!root.isMapping) {
    batch.fail(source, 'It is not a mapping of fields.');
    return;
  }
  const kind = kindOf(root);
  const draft = new ManifestDraft(kind.kind, source);
  const id = mapIdentity(root, draft, batch, kind);
  if (id === undefined) {
    batch.fail(source, 'It has neither an id nor a name, so no id can be given to it.');
    return;
  }
  batch.addNotes(notes);
  mapContact(root, draft);
  mapOwners(root, draft, batch);
  mapByTable(root, draft, kind.kind);
  if (root.find('apiVersion')?.text() !== 'souk/v1') proposeAnew(draft);
  mapArtifact(root, draft);
  mapLinks(root, draft);
  mapConfig(root, draft);
  completeRequired(draft);
  for (const name of SECRET_SECTIONS) draft.withhold(nodeAt(root, name));
  batch.accept(draft, root, id, source);
}

const SECRET_SECTIONS = ['secrets', 'requiredSecrets', 'credentials', 'secretRefs', 'security.secrets'];
const CONNECTOR_ONLY = new Set(['/provider', '/inputs', '/outputs', '/deploy']);

function mapByTable(root: SourceNode, draft: ManifestDraft, kind: string): void {
  for (const { to, from, convert } of flatRules) {
    if (draft.has(to) || (kind === 'App' && CONNECTOR_ONLY.has(to))) continue;
    for (const path of from) {
      const node = findAt(root, path);
      const tree = node === undefined ? undefined : convert(node);
      if (tree === undefined) continue;
      draft.put(to, tree);
      break;
    }
  }
}

/** Policies may be a mapping or a list of mappings with a key each; both are looked through. */
function findAt(root: SourceNode, path: string): SourceNode | undefined {
  const [first, ...rest] = path.split('.');
  const policies = first === 'policies' ? root.find('policies', 'policy') : undefined;
  if (policies?.isList !== true) return nodeAt(root, path);
  return policies
    .items()
    .map((item) => nodeAt(item, rest.join('.')))
    .find((node) => node !== undefined);
}

/** Contact details may stand apart from each other. */
function mapContact(root: SourceNode, draft: ManifestDraft): void {
  const contact = root.find('contact', 'contacts');
  if (contact !== undefined && !draft.has('/contact')) draft.put('/contact', toContact(contact));
  const parts: readonly (readonly [string, string])[] = [
    ['email', 'contact.email contact contactEmail email supportEmail support.email support.contact'],
    [
      'slack',
      'contact.slack contact.channel slack slackChannel support.slack support.channel support.slackChannel',
    ],
    ['url', 'contact.url support.url supportUrl support.portal'],
  ];
  for (const [part, paths] of parts) {
    if (typeof draft.at('/contact') === 'string' || draft.has(`/contact/${part}`)) continue;
    const node = paths
      .split(' ')
      .map((path) => nodeAt(root, path))
      .find((found) => found?.text() !== undefined);
    if (node !== undefined) draft.put(`/contact/${part}`, toContactPart(part, node));
  }
}

/** A chat channel can be any text; an address or page must read like one. */
function toContactPart(part: string, node: SourceNode): unknown {
  const text = node.text() ?? '';
  const fits = part === 'slack' || (part === 'email' ? isEmail(text) : isUrl(text));
  return fits ? mapped(text, node) : undefined;
}

function mapLinks(root: SourceNode, draft: ManifestDraft): void {
  const links = root.find('links', 'urls');
  for (const item of links?.items() ?? []) {
    const url = item.isMapping ? item.find('url', 'href', 'link') : item;
    const title = item.find('title', 'name', 'label', 'type', 'rel');
    const target = url === undefined ? undefined : toUrl(url);
    if (target !== undefined)
      draft.append('/links', {
        title: title?.text() === undefined ? 'Link' : mapped(title.text(), title),
        url: target,
      });
  }
  for (const [name, url] of links?.entries() ?? []) appendLink(draft, name, url);
  for (const name of [
    'homepage',
    'website',
    'repository',
    'repo',
    'sourceUrl',
    'url',
    'openapiUrl',
    'apiSpec',
    'openapi',
  ]) {
    const node = root.find(name);
    if (node !== undefined) appendLink(draft, name, node);
  }
}

function appendLink(draft: ManifestDraft, title: string, node: SourceNode): void {
  const url = draft.isClaimed(node) ? undefined : toUrl(node);
  if (url !== undefined) draft.append('/links', { title, url });
}

/** Only a JSON Schema has a place; settings of another shape are left over. */
function mapConfig(root: SourceNode, draft: ManifestDraft): void {
  const config = root.find('configSchema', 'config', 'configuration', 'settings');
  if (config?.find('properties')?.isMapping === true) draft.put('/config', copySchema(config));
}

function completeRequired(draft: ManifestDraft): void {
  if (!draft.has('/version')) {
    draft.put('/version', '0.1.0');
    draft.note('assumed', 'No version is given; 0.1.0 was assumed.');
  }
  if (!draft.has('/runtime/type')) {
    draft.put('/runtime/type', runtimeTypeOf(String(draft.at('/artifact/ref') ?? '')) ?? 'container');
    draft.note('assumed', 'No type of runtime is given; container was assumed.');
  }
  if (!draft.has('/lifecycle/stage')) draft.put('/lifecycle/stage', 'proposed');
}
