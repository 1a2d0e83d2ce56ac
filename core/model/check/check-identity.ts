import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { idFromPath } from '../catalog/catalog-layout.ts';
import { marketplaceRecordOf } from '../catalog/marketplace-of.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { formatKey, isEntryKind, sameKey } from '../manifest/manifest.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';
import { skeletonOf } from './confusable-id.ts';

/** Whether each identity belongs to one file, in its place, and is not mistaken for another. */
export const checkIdentity: Check = {
  name: 'identity',
  run: (context) => [
    ...context.subjects.flatMap((record) => [
      ...checkDuplicate(record, context.head),
      ...checkPlace(record),
      ...checkSharedId(record, context.head),
      ...checkSecondMarketplace(record, context.head),
    ]),
    ...checkConfusable(context),
    ...checkCase(context),
  ],
};

function checkDuplicate(record: CatalogRecord, head: Catalog): DraftFinding[] {
  const others = head.allWithKey(record.key).filter((other) => other !== record);
  if (others.length === 0) return [];
  return [
    findingOn(record, 'identity/duplicate', onValue('/id'), {
      message: `${formatKey(record.key)} is also defined in ${others.map(({ path }) => path).join(', ')}.`,
      help: 'Give one of them another id, or remove it.',
    }),
  ];
}

function checkPlace(record: CatalogRecord): DraftFinding[] {
  const expected = idFromPath(record.path);
  if (expected === undefined || expected === record.key.id) return [];
  return [
    findingOn(record, 'identity/path', onValue('/id'), {
      message: `The id is ${record.key.id}, but the file is in the place of ${expected}.`,
      help: `Change the id to ${expected}, or rename the ${record.path.endsWith('/manifest.yaml') ? 'folder' : 'file'} to ${record.key.id}.`,
    }),
  ];
}

function checkSharedId(record: CatalogRecord, head: Catalog): DraftFinding[] {
  if (!isEntryKind(record.key.kind)) return [];
  const otherKind = record.key.kind === 'App' ? 'Connector' : 'App';
  const other = head.get({ kind: otherKind, id: record.key.id });
  if (other === undefined) return [];
  return [
    findingOn(record, 'identity/shared-id', onValue('/id'), {
      message: `A ${otherKind} has this id too: ${other.path}.`,
      help: 'Choose an id that no app and no connector has.',
    }),
  ];
}

/** Of several, only one would count; it must be plain which. */
function checkSecondMarketplace(record: CatalogRecord, head: Catalog): DraftFinding[] {
  const counting = marketplaceRecordOf(head);
  if (record.key.kind !== 'Marketplace' || counting === undefined || counting === record) return [];
  return [
    findingOn(record, 'identity/second-marketplace', onValue('/kind'), {
      message: `The settings of the marketplace stand in ${counting.path}; a catalog has one Marketplace.`,
      help: `Delete this file, or take what it says over into ${counting.path}.`,
    }),
  ];
}

/** Compares new entries with all others; ids that are there already had their review. */
function checkConfusable({ changes, head, all, subjects }: CheckContext): DraftFinding[] {
  const fresh = all
    ? subjects
    : changes.flatMap(({ type, after }) => (type === 'added' && after ? [after] : []));
  const suspects = fresh.filter(({ key }) => isEntryKind(key.kind) || key.kind === 'Team');
  if (suspects.length === 0) return [];
  const wanted = new Set(suspects.map(lookOf));
  const byLook = Map.groupBy(
    head.records.filter((record) => wanted.has(lookOf(record))),
    lookOf,
  );
  return suspects.flatMap((record) => {
    const group = byLook.get(lookOf(record)) ?? [];
    const twin = group.find((other) => other.key.id !== record.key.id && !sameKey(other.key, record.key));
    if (twin === undefined) return [];
    return [
      findingOn(record, 'identity/confusable', onValue('/id'), {
        message: `${record.key.id} is easily mistaken for ${twin.key.id} (${twin.path}).`,
        help: 'Choose an id that differs by more than a look-alike character or a dash.',
      }),
    ];
  });
}

/** What an entity is taken for at a glance. */
const lookOf = oncePerRecord(
  ({ key: { kind, id } }) => `${isEntryKind(kind) ? 'entry' : kind} ${skeletonOf(id)}`,
);

const foldedPathOf = oncePerRecord(({ path }) => path.toLowerCase());

/** The whole catalog is looked through for every change, so what a record gives is kept for as long as the record. */
function oncePerRecord(workOut: (record: CatalogRecord) => string): (record: CatalogRecord) => string {
  const known = new WeakMap<CatalogRecord, string>();
  return (record) => {
    const kept = known.get(record);
    if (kept !== undefined) return kept;
    const text = workOut(record);
    known.set(record, text);
    return text;
  };
}

function checkCase({ subjects, head }: CheckContext): DraftFinding[] {
  const wanted = new Set(subjects.map(foldedPathOf));
  const candidates =
    wanted.size === 0 ? [] : head.records.filter((record) => wanted.has(foldedPathOf(record)));
  const byFolded = Map.groupBy(candidates, foldedPathOf);
  return subjects.flatMap((record) => {
    const twin = byFolded.get(foldedPathOf(record))?.find(({ path }) => path !== record.path);
    if (twin === undefined) return [];
    return [
      findingOn(record, 'identity/case', onValue('/id'), {
        message: `The path differs from ${twin.path} only in upper and lower case.`,
        help: 'Rename one of the two.',
      }),
    ];
  });
}
