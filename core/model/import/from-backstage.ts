import { reportApis } from './backstage-api.ts';
import { importComponent } from './backstage-component.ts';
import { BackstageIndex, kindOf, nameOf, reportRest } from './backstage-index.ts';
import { importGroups } from './backstage-team.ts';
import { EntryBatch, inOrder } from './entry-batch.ts';
import type { ImportNote, ImportOptions, ImportResult, SourceFile } from './import-result.ts';
import { readSource, type SourceDocument } from './read-source.ts';

const PLACED = new Set(['Component', 'API', 'System', 'Group', 'User']);

/**
 * Entities of a Backstage catalog. Components become apps and connectors, groups and their users teams;
 * systems and domains give the domain of a component; what else there is gets a note.
 */
export function importBackstage(files: readonly SourceFile[], options: ImportOptions = {}): ImportResult {
  const batch = new EntryBatch(options);
  const documents = inOrder(files).flatMap((file) => readEntities(file.path, file.text, batch));
  const index = new BackstageIndex(documents);
  const groups = importGroups(index, batch);
  for (const component of index.ofKind('Component')) importComponent(component, index, groups, batch);
  batch.addNotes(reportApis(index));
  for (const system of index.ofKind('System')) {
    const used = [system.root.at('metadata', 'name'), system.root.at('spec', 'domain')];
    batch.addNotes(reportRest(system, used, 'Of a system only its domain is kept.'));
  }
  for (const document of documents)
    if (!PLACED.has(kindOf(document))) batch.addNotes([reportUnplaced(document)]);
  return batch.result();
}

function readEntities(path: string, text: string, batch: EntryBatch): SourceDocument[] {
  const reading = readSource({ path, text });
  if (!reading.ok) {
    batch.fail(path, reading.message);
    return [];
  }
  return reading.documents.filter((document) => {
    const isEntity = document.root.isMapping && kindOf(document) !== '';
    if (isEntity) batch.addNotes(document.notes);
    else batch.fail(document.source, 'It is no Backstage entity: it has no kind.');
    return isEntity;
  });
}

function reportUnplaced(document: SourceDocument): ImportNote {
  const { source, root } = document;
  const name = JSON.stringify((nameOf(root) ?? 'without a name').slice(0, 63));
  const kind = kindOf(document).slice(0, 63);
  const message =
    kind === 'Domain'
      ? `Domains are words in marketplace.yaml: add ${name} there.`
      : `Souk has no place for a ${kind}: ${name} was left out as a whole.`;
  return { source, pointer: '', level: 'dropped', message };
}
