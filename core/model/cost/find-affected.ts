import equal from 'fast-deep-equal';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type Change, isReadable } from '../change/change.ts';
import { installationsOf } from '../consumers/installations-of.ts';
import { type EntityKey, type Entry, isEntry, type PriceBook } from '../manifest/manifest.ts';

/** An app or connector that may cost more or less after a change. */
export interface AffectedEntry {
  readonly key: EntityKey;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
  readonly installations: { readonly before: number; readonly after: number };
  /** Whether nobody has installed it on either side: then one is counted on both. */
  readonly assumed: boolean;
  /** Whether the change is about it, and not only about prices that hold for it. */
  readonly isNamed: boolean;
}

export interface Affected {
  readonly entries: readonly AffectedEntry[];
  /** Price books as they are after the change, of those that changed. */
  readonly books: readonly PriceBook[];
}

/** From so many on, looking through all installations once is faster than asking for those of each. */
const FEW = 8;

/** What may cost more or less after a change; null when it is about neither billing, prices nor who has installed what. */
export function findAffected(base: Catalog, head: Catalog, changes: readonly Change[]): Affected | null {
  const readable = changes.filter(isReadable);
  const books = readable.filter(
    ({ key, before, after }) => key.kind === 'PriceBook' && differ(before, after),
  );
  const named = new Set([
    ...readable.flatMap(({ key, before, after }) => (billingDiffers(before, after) ? [key.id] : [])),
    ...readable.flatMap(({ before, after }) => movedApps(before, after)),
  ]);
  if (named.size === 0 && books.length === 0) return null;
  const counts = {
    before: count(base, named, books.length > 0),
    after: count(head, named, books.length > 0),
  };
  const ids = new Set([...named, ...counts.before.keys(), ...counts.after.keys()]);
  return {
    entries: [...ids].toSorted().flatMap((id) => assembleEntry(id, base, head, counts, named.has(id))),
    books: books.flatMap(({ after }) => (after?.manifest?.kind === 'PriceBook' ? [after.manifest] : [])),
  };
}

type Counts = ReadonlyMap<string, number>;

function assembleEntry(
  id: string,
  base: Catalog,
  head: Catalog,
  counts: { readonly before: Counts; readonly after: Counts },
  isNamed: boolean,
): AffectedEntry[] {
  const records = [base.getEntry(id), head.getEntry(id)];
  // Of a manifest that cannot be read nobody knows what it costs: it is not gone.
  if (!records.every((record) => record === undefined || record.manifest !== undefined)) return [];
  const [before, after] = [base.entry(id), head.entry(id)];
  const key = (records[1] ?? records[0])?.key;
  if (key === undefined || (before?.billing === undefined && after?.billing === undefined)) return [];
  const installed = { before: counts.before.get(id) ?? 0, after: counts.after.get(id) ?? 0 };
  const assumed = installed.before + installed.after === 0;
  const installations = assumed ? { before: 1, after: 1 } : installed;
  return [{ key, before, after, installations, assumed, isNamed }];
}

/** How many installations there are by app: of those that are named, or of all. */
function count(catalog: Catalog, named: ReadonlySet<string>, all: boolean): Counts {
  if (!all && named.size <= FEW) {
    return new Map(
      [...named].map((id) => {
        const key = catalog.getEntry(id)?.key ?? { kind: 'App' as const, id };
        return [id, installationsOf(catalog, key).length];
      }),
    );
  }
  const counts = new Map<string, number>();
  for (const { app } of catalog.manifestsOf('Installation')) {
    if (all || named.has(app)) counts.set(app, (counts.get(app) ?? 0) + 1);
  }
  return counts;
}

function differ(before: CatalogRecord | undefined, after: CatalogRecord | undefined): boolean {
  return !equal(before?.manifest, after?.manifest);
}

function billingDiffers(before: CatalogRecord | undefined, after: CatalogRecord | undefined): boolean {
  const billingOf = (record: CatalogRecord | undefined): Entry['billing'] =>
    record?.manifest !== undefined && isEntry(record.manifest) ? record.manifest.billing : undefined;
  return !equal(billingOf(before), billingOf(after));
}

/** The apps that an installation comes to, or goes from. */
function movedApps(before: CatalogRecord | undefined, after: CatalogRecord | undefined): string[] {
  const [from, to] = [appOf(before), appOf(after)];
  return from === to ? [] : [from, to].filter((app) => app !== undefined);
}

function appOf(record: CatalogRecord | undefined): string | undefined {
  return record?.manifest?.kind === 'Installation' ? record.manifest.app : undefined;
}
