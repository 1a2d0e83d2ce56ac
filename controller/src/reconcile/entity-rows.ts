import type { Finding } from '@souk/model/finding/finding.ts';
import { type EntityKey, isEntry } from '@souk/model/manifest/manifest.ts';
import type { ListFacets } from '../store/tables.ts';
import type { Row } from '../store/write-rows.ts';
import type { DesiredEntity } from './desired-entity.ts';

const noFacets: ListFacets = { tag: [], scope: [], compliance: [] };

/** Where and when a sync saw what it writes. */
export interface SyncMoment {
  readonly commit: string | undefined;
  readonly now: Date;
}

export function entityRow(
  { key, path, blob, fingerprint, content, attachments }: DesiredEntity,
  moment: SyncMoment,
): Row {
  return {
    ...key,
    path,
    blob,
    fingerprint,
    attachments,
    state: content === undefined ? 'stalled' : 'ready',
    digest: content?.digest ?? '',
    manifest: content?.manifest,
    name: content?.name,
    summary: content?.summary,
    version: content?.version,
    owner: content?.owner,
    domain: content?.domain,
    runtime: content?.runtime,
    stage: content?.stage,
    risk: content?.risk,
    risk_reasons: content?.riskReasons ?? [],
    icon: content?.icon,
    facets: content?.facets ?? noFacets,
    search: content?.search ?? '',
    commit: moment.commit,
    updated_at: moment.now,
  };
}

export function referenceRows({ key, content }: DesiredEntity): Row[] {
  return (content?.references ?? []).map(({ pointer, relation, kinds, id }) => ({
    ...key,
    pointer,
    relation,
    target_kinds: kinds,
    target_id: id,
  }));
}

export function findingRows({
  key,
  findings,
}: {
  readonly key: EntityKey;
  readonly findings: readonly Finding[];
}): Row[] {
  return findings.map(({ rule, level, message, help, docs, location, waivedBy }, ordinal) => ({
    ...key,
    ordinal,
    rule,
    level,
    message,
    help,
    docs,
    location,
    waived_by: waivedBy,
    origin: 'check',
  }));
}

/** Only what teams install has versions of its own. */
export function versionRows({ key, content }: DesiredEntity, { commit, now }: SyncMoment): Row[] {
  if (content === undefined || !isEntry(content.manifest)) return [];
  return [{ ...key, version: content.version, digest: content.digest, commit, first_seen_at: now }];
}
