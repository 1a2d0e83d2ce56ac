import type { Finding } from '@souk/model/finding/finding.ts';
import { isEntry } from '@souk/model/manifest/manifest.ts';
import type { ListFacets } from '../store/entity-tables.ts';
import type { Verdict } from '../store/standing-tables.ts';
import type { Row } from '../store/write-rows.ts';
import { conditionsOf } from './conditions-of.ts';
import type { DesiredEntity } from './desired-entity.ts';

const noFacets: ListFacets = { tag: [], scope: [], compliance: [] };

/** Which commit brought something, and when it was seen. */
export interface SyncMoment {
  /** Commit that a file was changed by last, as far as the sync knows. */
  readonly commitOf: (path: string) => string | undefined;
  readonly now: Date;
}

export function entityRow(
  { key, path, blob, fingerprint, standing, content, attachments }: DesiredEntity,
  { commitOf, now }: SyncMoment,
): Row {
  return {
    ...key,
    path,
    blob,
    fingerprint,
    attachments,
    state: standing === 'sound' ? 'ready' : 'stalled',
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
    commit: commitOf(path),
    updated_at: now,
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

export function findingRows({ key, findings }: DesiredEntity): Row[] {
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

/**
 * Only what teams install has versions of its own, and only what a file says now is accepted as one. The manifest is
 * that of the entity.
 */
export function versionRows(
  { key, path, content, findings, standing }: DesiredEntity,
  moment: SyncMoment,
): Row[] {
  if (standing !== 'sound' || content === undefined || !isEntry(content.manifest)) return [];
  return [
    {
      ...key,
      version: content.version,
      digest: content.digest,
      commit: moment.commitOf(path),
      first_seen_at: moment.now,
      path,
      verdict: verdictOf(findings),
      findings,
      risk: content.risk,
    },
  ];
}

export function conditionRows(entity: DesiredEntity, { commitOf, now }: SyncMoment): Row[] {
  return conditionsOf(entity).map(({ type, status, reason, message, location }) => ({
    ...entity.key,
    type,
    status,
    reason,
    message,
    location,
    observed_commit: commitOf(entity.path),
    changed_at: now,
  }));
}

function verdictOf(findings: readonly Finding[]): Verdict {
  const standing = findings.filter(({ waivedBy }) => waivedBy === undefined);
  if (standing.some(({ level }) => level === 'error')) return 'error';
  return standing.some(({ level }) => level === 'deny') ? 'fail' : 'pass';
}
