import { createHash } from 'node:crypto';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { referencesOf } from '@souk/model/catalog/references.ts';
import type { CatalogJudgement } from '@souk/model/check/check-catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { type EntityKey, formatKey, type Manifest } from '@souk/model/manifest/manifest.ts';
import type { Risk } from '@souk/model/risk/risk.ts';
import type { Attachment } from '../store/entity-tables.ts';
import type { CatalogState } from './catalog-state.ts';
import type { DesiredEntity, EntityContent, Standing } from './desired-entity.ts';
import { fieldsOf } from './fields-of.ts';

/** Raise this when fields, facets or search text are derived differently, so that stored rows are written again. */
const DERIVATION = 2;

/** What entities were found to be. */
export interface Judged {
  readonly judgement: CatalogJudgement;
  /** Findings on broken files, by path: all there is to say of them. */
  readonly brokenFindings: ReadonlyMap<string, readonly Finding[]>;
}

/** Derives what the registry should hold of some entities of a catalog. Those that it does not have are left out. */
export function assembleDesired(
  state: Pick<CatalogState, 'catalog' | 'snapshot' | 'broken'>,
  keys: readonly EntityKey[],
  { judgement, brokenFindings }: Judged,
): DesiredEntity[] {
  const findingsByPath = Map.groupBy(judgement.findings, ({ location }) => location.path);
  return keys.flatMap((key): DesiredEntity[] => {
    // Of several files with one identity the catalog picks one for every reader; findings name the others.
    const record = state.catalog.get(key);
    if (record === undefined) return [];
    const { path, manifest } = record;
    const standing = standingOf(record, state);
    const parts = {
      path,
      blob: state.snapshot.files.get(path)?.oid,
      standing,
      content:
        manifest === undefined ? undefined : contentOf(manifest, judgement.riskOfEntry.get(formatKey(key))),
      findings: (standing === 'sound' ? findingsByPath.get(path) : brokenFindings.get(path)) ?? [],
      attachments: attachmentsOf(record, state),
    };
    return [{ key, ...parts, fingerprint: fingerprintOf(parts) }];
  });
}

function standingOf(
  { path }: CatalogRecord,
  { broken, snapshot }: Pick<CatalogState, 'broken' | 'snapshot'>,
): Standing {
  if (broken.has(path)) return 'broken';
  return snapshot.files.has(path) ? 'sound' : 'held';
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
  standing,
  content,
  findings,
  attachments,
}: Omit<DesiredEntity, 'key' | 'fingerprint'>): string {
  const judged = content === undefined ? null : [content.digest, content.risk, content.riskReasons];
  return sha256(JSON.stringify([DERIVATION, path, blob, standing, judged, findings, attachments]));
}

/** Files in the folder of a manifest, by their path from there. */
function attachmentsOf(
  { path }: CatalogRecord,
  { catalog, snapshot }: Pick<CatalogState, 'catalog' | 'snapshot'>,
): Attachment[] {
  const folder = attachmentFolder(path) ?? '';
  return catalog.attachmentsOf(path).map((name) => {
    const size = snapshot.files.get(folder + name)?.size;
    return size === undefined ? { path: name } : { path: name, size };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
