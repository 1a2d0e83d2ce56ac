import { attachApis } from './backstage-api.ts';
import { type BackstageIndex, entityName, headerNodes, nameOf } from './backstage-index.ts';
import { keepAnnotations, soukAnnotation } from './backstage-metadata.ts';
import { proposeAnew, toStage } from './convert-lifecycle.ts';
import { toVersion } from './convert-quantity.ts';
import { runtimeTypeOf, toRuntimeType } from './convert-runtime.ts';
import { toTags, toUrl } from './convert-text.ts';
import type { EntryBatch } from './entry-batch.ts';
import { ManifestDraft } from './manifest-draft.ts';
import { lossy, mapped } from './mapped.ts';
import type { SourceDocument } from './read-source.ts';
import { humanise } from './slug.ts';
import type { SourceNode } from './source-node.ts';
import { cutAtWord, firstSentence, fitName, fitSummary } from './summarise.ts';

/** A Component becomes an App, or a Connector when its type says that it connects. */
export function importComponent(
  document: SourceDocument,
  index: BackstageIndex,
  groups: ReadonlyMap<string, string>,
  batch: EntryBatch,
): void {
  const { source, root } = document;
  const nameNode = root.at('metadata', 'name');
  const type = root.at('spec', 'type');
  const ours = soukAnnotation(root, 'kind');
  const isConnector =
    ours === undefined
      ? /connector|integration|adapter/i.test(type?.text() ?? '')
      : ours.text() === 'Connector';
  const draft = new ManifestDraft(isConnector ? 'Connector' : 'App', source);
  const id = nameNode === undefined ? undefined : batch.claimId(draft, nameOf(root) ?? '', nameNode);
  if (nameNode === undefined || id === undefined) {
    batch.fail(source, 'The component has no name, so no id can be given to it.');
    return;
  }
  const saidByUs = ours === undefined ? [] : [ours, type].filter((node) => node !== undefined);
  draft.claimKind(mapped(undefined, ...headerNodes(root), ...saidByUs));
  draft.put('/id', mapped(id, nameNode));
  mapTexts(root, id, draft);
  mapOwner(root, groups, draft, batch);
  mapVersion(root, draft);
  mapStage(root, draft);
  mapRuntime(root, type, draft);
  const system = root.at('spec', 'system');
  const domain = system?.text() === undefined ? undefined : index.domainOf(system.text() ?? '');
  if (system !== undefined && domain !== undefined) {
    const isSame = domain === entityName(system.text() ?? '');
    draft.put(
      '/domain',
      isSame ? mapped(domain, system) : lossy(domain, system, `The system stands for domain ${domain}.`),
    );
  }
  mapTags(root, draft);
  mapLinks(root, draft);
  keepAnnotations(root, draft);
  const attachments = attachApis(root, index, draft);
  batch.accept(draft, root, id, source, attachments);
}

function mapTexts(root: SourceNode, id: string, draft: ManifestDraft): void {
  const title = root.at('metadata', 'title');
  const name = fitName(title?.scalarText() ?? humanise(id), 'app');
  if (title?.scalarText() === undefined) draft.put('/name', name);
  else
    draft.put(
      '/name',
      name === title.scalarText()
        ? mapped(name, title)
        : lossy(name, title, `The name became ${JSON.stringify(name)}.`),
    );
  const description = root.at('metadata', 'description');
  const text = description?.text();
  const summary =
    text === undefined ? undefined : text.length <= 200 ? fitSummary(text) : firstSentence(text);
  if (description !== undefined && text !== undefined)
    draft.put(summary === text ? '/summary' : '/description', mapped(text, description));
  if (draft.has('/summary')) return;
  draft.put('/summary', summary ?? cutAtWord(`${name}, taken over from Backstage.`, 200));
  if (summary === undefined)
    draft.note('assumed', 'No description long enough; the summary is made of the name.');
}

function mapOwner(
  root: SourceNode,
  groups: ReadonlyMap<string, string>,
  draft: ManifestDraft,
  batch: EntryBatch,
): void {
  const node = root.at('spec', 'owner');
  const text = node?.text();
  const name = entityName(text ?? '');
  const id = text === undefined ? undefined : (groups.get(name.toLowerCase()) ?? batch.teams.idOf(name));
  if (node === undefined || text === undefined || id === undefined) {
    draft.put('/owner', batch.defaultOwner(draft));
    return;
  }
  const isPlain = name === id && /^((group:)?default\/|group:)?[^:/]+$/.test(text);
  draft.put('/owner', isPlain ? mapped(id, node) : lossy(id, node, `The owner became team ${id}.`));
}

function mapVersion(root: SourceNode, draft: ManifestDraft): void {
  const node = soukAnnotation(root, 'version');
  const version = node === undefined ? undefined : toVersion(node);
  draft.put('/version', version ?? '0.1.0');
  if (version === undefined) draft.note('assumed', 'Backstage keeps no version; 0.1.0 was assumed.');
}

function mapStage(root: SourceNode, draft: ManifestDraft): void {
  const ours = soukAnnotation(root, 'stage');
  const theirs = root.at('spec', 'lifecycle');
  const stage =
    (ours === undefined ? undefined : toStage(ours)) ?? (theirs === undefined ? undefined : toStage(theirs));
  draft.put('/lifecycle/stage', stage ?? 'proposed');
  // Backstage says how mature a component is, not that anybody vetted it; our own export says both.
  if (ours === undefined) proposeAnew(draft);
  else if (theirs !== undefined) draft.claim('/lifecycle/stage', [theirs]);
}

function mapRuntime(root: SourceNode, type: SourceNode | undefined, draft: ManifestDraft): void {
  const ours = soukAnnotation(root, 'runtime');
  const known = ours === undefined ? undefined : toRuntimeType(ours);
  if (known !== undefined) {
    draft.put('/runtime/type', known);
    return;
  }
  const text = type?.text();
  const guess = /website/i.test(text ?? '') ? 'iframe' : (runtimeTypeOf(text ?? '') ?? 'container');
  // The type stays among the annotations as well: a guess must not be all that is left of it.
  draft.put('/runtime/type', guess);
  draft.note('assumed', `Backstage does not say what runs it; ${guess} was assumed.`, type);
}

function mapTags(root: SourceNode, draft: ManifestDraft): void {
  const tags = root.at('metadata', 'tags');
  const ours = soukAnnotation(root, 'tags');
  if (ours !== undefined) {
    draft.put('/tags', toTags(ours));
    if (tags !== undefined) draft.claim('/tags', [tags]);
  } else if (tags !== undefined) draft.put('/tags', toTags(tags));
}

function mapLinks(root: SourceNode, draft: ManifestDraft): void {
  for (const link of root.at('metadata', 'links')?.items() ?? []) {
    const [url, title] = [link.get('url'), link.get('title')];
    const target = url === undefined ? undefined : toUrl(url);
    if (target === undefined) continue;
    draft.append('/links', {
      title: title?.text() === undefined ? 'Link' : mapped(title.text(), title),
      url: target,
    });
  }
}
