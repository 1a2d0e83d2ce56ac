import { toTags } from './convert-text.ts';
import { EntryBatch, inOrder } from './entry-batch.ts';
import type { ImportOptions, ImportResult, SourceFile } from './import-result.ts';
import { ManifestDraft } from './manifest-draft.ts';
import { guessed, lossy, mapped } from './mapped.ts';
import { mapMcpConfig } from './mcp-config.ts';
import { mapMcpRun } from './mcp-run.ts';
import { readSource, type SourceDocument } from './read-source.ts';
import { humanise, slug } from './slug.ts';
import { cutAtWord, firstSentence, fitName } from './summarise.ts';

/** `server.yaml` files of the Docker MCP registry, each one a Connector. */
export function importMcpRegistry(files: readonly SourceFile[], options: ImportOptions = {}): ImportResult {
  const batch = new EntryBatch(options);
  for (const file of inOrder(files)) {
    const reading = readSource(file);
    if (!reading.ok) batch.fail(file.path, reading.message);
    else for (const document of reading.documents) importServer(document, batch);
  }
  return batch.result();
}

function importServer({ source, root, notes }: SourceDocument, batch: EntryBatch): void {
  const draft = new ManifestDraft('Connector', source);
  const name = root.get('name');
  const id = name?.text() === undefined ? undefined : batch.claimId(draft, name.text() ?? '', name);
  if (name === undefined || id === undefined) {
    batch.fail(source, 'It has no name, so no id can be given to it.');
    return;
  }
  batch.addNotes(notes);
  draft.put('/id', mapped(id, name));
  draft.put('/version', '0.1.0');
  draft.note('assumed', 'The registry gives no version; 0.1.0 was assumed.');
  mapAbout(root, id, draft);
  draft.put('/owner', batch.defaultOwner(draft));
  draft.put('/lifecycle', { stage: 'proposed' });
  mapMcpRun(root, draft);
  mapMcpConfig(root, draft);
  mapSource(root, draft);
  batch.accept(draft, root, id, source);
}

function mapAbout(root: SourceDocument['root'], id: string, draft: ManifestDraft): void {
  const title = root.at('about', 'title');
  const text = title?.scalarText();
  const name = fitName(text ?? humanise(id), 'connector');
  if (title === undefined || text === undefined) draft.put('/name', name);
  else
    draft.put(
      '/name',
      name === text ? mapped(name, title) : lossy(name, title, `The name became ${JSON.stringify(name)}.`),
    );
  const description = root.at('about', 'description');
  const category = root.at('meta', 'category');
  const sentence = description?.text() === undefined ? undefined : firstSentence(description.text() ?? '');
  draft.put(
    '/summary',
    sentence ?? cutAtWord(`${name} connector for ${category?.text() ?? 'general use'}.`, 200),
  );
  if (sentence === undefined)
    draft.note('assumed', 'No description long enough; the summary is made of title and category.');
  if (description?.text() !== undefined) draft.put('/description', mapped(description.text(), description));
  const domain = slug(category?.text() ?? '');
  if (category !== undefined && domain !== undefined) {
    draft.put(
      '/domain',
      domain === category.text()
        ? mapped(domain, category)
        : lossy(domain, category, `The category became domain ${domain}.`),
    );
  }
  const tags = root.at('meta', 'tags');
  draft.put('/tags', tags === undefined ? undefined : toTags(tags));
  const icon = root.at('about', 'icon');
  draft.put('/icon', icon?.text() === undefined ? undefined : mapped(icon.text(), icon));
}

function mapSource(root: SourceDocument['root'], draft: ManifestDraft): void {
  const image = root.get('image') ?? root.get('tools')?.items()[0]?.at('container', 'image');
  const project = root.at('source', 'project');
  const commit = root.at('source', 'commit');
  const upstream = root.at('source', 'upstream');
  if (image?.text() !== undefined) {
    const isPinned = image.text()?.includes('@sha256:') === true;
    draft.put(
      '/artifact/ref',
      isPinned
        ? mapped(image.text(), image)
        : guessed(image.text(), image, 'The image is not pinned by a digest.'),
    );
    if (project?.text() !== undefined) draft.put('/artifact/source', mapped(project.text(), project));
    if (commit?.text() !== undefined) draft.put('/artifact/commit', mapped(commit.text(), commit));
  } else if (project?.text() !== undefined)
    draft.append('/links', { title: 'Source code', url: mapped(project.text(), project) });
  if (upstream?.text() !== undefined)
    draft.append('/links', { title: 'Upstream project', url: mapped(upstream.text(), upstream) });
}
