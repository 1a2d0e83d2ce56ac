import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { referencesOf } from '../catalog/references.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { closest, quoteList, surest } from '../finding/suggest.ts';
import { fixOf } from '../finding/write-fix.ts';
import { type Installation, isEntry, isEntryKind, type Manifest } from '../manifest/manifest.ts';
import { readSettings } from '../settings/settings.ts';
import { attachmentsOf } from './attachments.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';
import { checkChannel } from './check-channel.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkRange } from './check-range.ts';
import { checkSecrets } from './check-secrets.ts';

/** Whether everything that a manifest names exists. */
export const checkReferences: Check = {
  name: 'references',
  run: (context) => {
    const declared = [context.settings, readSettings(context.head)];
    return [...context.subjects, ...dependents(context)].flatMap((record) => {
      const { manifest } = record;
      if (manifest === undefined) return [];
      return [
        ...checkTargets(record, manifest, context),
        ...checkEnvironment(record, manifest, declared),
        ...checkChannel(record, manifest),
        ...checkAttachments(record, manifest, context.head),
        ...(manifest.kind === 'Installation' ? checkInstalled(record, manifest, context.head) : []),
      ];
    });
  },
};

function checkInstalled(record: CatalogRecord, installation: Installation, head: Catalog): DraftFinding[] {
  return [...checkRange(record, installation, head), ...checkSecrets(record, installation, head)];
}

/** Unchanged records that name something which the change takes away. */
function dependents({ changes, base, head, subjects }: CheckContext): CatalogRecord[] {
  const gone = changes.flatMap(({ type, key, before, after }) => {
    if (type === 'removed') return [key.id];
    return before?.manifest === undefined ? [] : lostEnvironments(before.manifest, after?.manifest);
  });
  if (gone.length === 0) return [];
  const judged = new Set(subjects);
  const affected = new Set(
    gone.flatMap((name) => base.records.filter((record) => record.mentions(name))).map(({ path }) => path),
  );
  return head.records.filter((record) => affected.has(record.path) && !judged.has(record));
}

/** Environments that the settings no longer list. */
function lostEnvironments(before: Manifest, after: Manifest | undefined): string[] {
  const left = new Set(after === undefined ? [] : environmentsOf(after));
  return environmentsOf(before).filter((name) => !left.has(name));
}

function environmentsOf(manifest: Manifest): string[] {
  return manifest.kind === 'Marketplace' ? (manifest.environments ?? []).map(({ name }) => name) : [];
}

function checkTargets(
  record: CatalogRecord,
  manifest: Manifest,
  { base, head }: CheckContext,
): DraftFinding[] {
  return referencesOf(manifest).flatMap((reference) => {
    if (head.resolve(reference) !== undefined) return [];
    const removed = base.resolve(reference) !== undefined;
    // A removed app is reported to each of its installations by the consumers check.
    if (removed && reference.relation === 'installed app') return [];
    const noun = reference.kinds.map((kind) => (isEntryKind(kind) ? kind.toLowerCase() : kind)).join(' or ');
    const known = [
      ...new Set(
        head.records.filter(({ key }) => reference.kinds.includes(key.kind)).map(({ key }) => key.id),
      ),
    ];
    const near = closest(reference.id, known);
    return [
      findingOn(record, 'reference/missing', onValue(reference.pointer), {
        message: `The ${reference.relation} ${reference.id} ${removed ? 'is removed by this change' : `does not exist: there is no ${noun} with that id`}.`,
        help: removed
          ? 'Name another one here, or keep the one that is removed.'
          : near === undefined
            ? `Add it to the catalog first${known.length > 0 && known.length <= 12 ? `, or use ${quoteList(known)}` : ''}.`
            : `Did you mean ${near}?`,
        ...(removed ? {} : fixOf(reference.id, surest(reference.id, known))),
      }),
    ];
  });
}

function checkAttachments(record: CatalogRecord, manifest: Manifest, head: Catalog): DraftFinding[] {
  if (!isEntry(manifest)) return [];
  return attachmentsOf(manifest)
    .filter(({ path }) => !head.hasAttachment(record.path, path))
    .map(({ path, pointer }) =>
      findingOn(record, 'reference/attachment', onValue(pointer), {
        message: `The attachment ${path} is not in the folder of this manifest.`,
        help: `Add the file beside the manifest, or correct the path.`,
      }),
    );
}
