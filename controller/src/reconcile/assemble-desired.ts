import { createHash } from 'node:crypto';
import type { CatalogSnapshot, UnreadableFile } from '@souk/git/catalog-snapshot.ts';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { createRoles } from '@souk/model/catalog/catalog-layout.ts';
import { referencesOf } from '@souk/model/catalog/references.ts';
import type { CatalogJudgement } from '@souk/model/check/check-catalog.ts';
import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import { formatKey, type Manifest } from '@souk/model/manifest/manifest.ts';
import type { Risk } from '@souk/model/risk/risk.ts';
import type { Attachment } from '../store/tables.ts';
import type { DesiredEntity, EntityContent } from './desired-entity.ts';
import { fieldsOf } from './fields-of.ts';

/** Raise this when fields, facets or search text are derived differently, so that stored rows are written again. */
const DERIVATION = 1;

/** What the registry should hold after reading one catalog. */
export interface DesiredState {
  readonly entities: readonly DesiredEntity[];
  /** Files that name no entity. Whatever the registry knows at such a path has not been removed. */
  readonly unreadable: readonly DesiredUnreadable[];
}

export interface DesiredUnreadable {
  readonly path: string;
  readonly findings: readonly Finding[];
}

type Snapshot = Pick<CatalogSnapshot, 'catalog' | 'files' | 'unreadable'>;

/** Derives everything the registry stores from a catalog and the findings on it. */
export function assembleDesired(
  { catalog, files, unreadable }: Snapshot,
  { findings, riskOfEntry }: CatalogJudgement,
): DesiredState {
  const findingsByPath = Map.groupBy(findings, ({ location }) => location.path);
  const attachments = attachmentsByOwner(files);
  const assemble = (record: CatalogRecord): DesiredEntity => {
    const { key, path, manifest } = record;
    const parts = {
      path,
      blob: files.get(path)?.oid,
      content: manifest === undefined ? undefined : contentOf(manifest, riskOfEntry.get(formatKey(key))),
      findings: findingsByPath.get(path) ?? [],
      attachments: attachments.get(path) ?? [],
    };
    return { key, ...parts, fingerprint: fingerprintOf(parts) };
  };
  return {
    // Of several files with one identity the catalog picks one for every reader; findings name the others.
    entities: catalog.records.filter((record) => catalog.get(record.key) === record).map(assemble),
    unreadable: unreadable.map((file) => ({
      path: file.path,
      findings: findingsByPath.get(file.path) ?? findingsOf(file),
    })),
  };
}

/** A fingerprint for an entity whose file has become unreadable. */
export function unreadableFingerprint(findings: readonly Finding[]): string {
  return sha256(JSON.stringify(['unreadable', findings]));
}

function contentOf(manifest: Manifest, risk: Risk | undefined): EntityContent {
  return {
    manifest,
    digest: `sha256:${sha256(JSON.stringify(manifest))}`,
    ...fieldsOf(manifest),
    risk: risk?.tier,
    riskReasons: risk?.reasons ?? [],
    references: referencesOf(manifest),
  };
}

function fingerprintOf({
  path,
  blob,
  content,
  findings,
  attachments,
}: Omit<DesiredEntity, 'key' | 'fingerprint'>): string {
  const judged = content === undefined ? null : [content.digest, content.risk, content.riskReasons];
  return sha256(JSON.stringify([DERIVATION, path, blob, judged, findings, attachments]));
}

/** Files in the folder of each manifest, in one pass over the tree. Paths are relative to that folder. */
function attachmentsByOwner(files: CatalogSnapshot['files']): Map<string, Attachment[]> {
  const byOwner = new Map<string, Attachment[]>();
  const roleOf = createRoles((path) => files.has(path));
  for (const file of files.values()) {
    const role = roleOf(file.path);
    if (role.role !== 'attachment') continue;
    const path = file.path.slice(role.owner.lastIndexOf('/') + 1);
    const attachment = file.size === undefined ? { path } : { path, size: file.size };
    const siblings = byOwner.get(role.owner);
    if (siblings === undefined) byOwner.set(role.owner, [attachment]);
    else siblings.push(attachment);
  }
  return byOwner;
}

function findingsOf({ path, problems }: UnreadableFile): Finding[] {
  return problems.map(({ rule, message, help }) => ({
    rule,
    level: 'deny',
    message,
    help,
    docs: `docs/rules/${rule}.md`,
    location: startOf(path),
  }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
