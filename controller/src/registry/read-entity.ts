import type { Finding } from '@souk/model/finding/finding.ts';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import { type Kysely, sql } from 'kysely';
import type { Attachment, RiskReason } from '../store/entity-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { readConditions, type StoredCondition } from './read-conditions.ts';

/** What the store knows of one entity beyond its summary. */
export interface StoredEntity {
  readonly manifest: Record<string, unknown>;
  readonly riskReasons: readonly RiskReason[];
  readonly commit: string | undefined;
  readonly attachments: readonly Attachment[];
  readonly conditions: readonly StoredCondition[];
  readonly findings: readonly Finding[];
  readonly references: readonly StoredReference[];
  readonly referrers: readonly Referrer[];
}

export interface StoredReference {
  readonly relation: string;
  /** Kinds the target may be of, in the order they are tried. */
  readonly kinds: readonly Kind[];
  readonly id: string;
}

export interface Referrer {
  readonly relation: string;
  readonly from: EntityKey;
  readonly kinds: readonly Kind[];
}

/** Everything as it was at one moment. */
export async function readEntity(db: Kysely<Tables>, key: EntityKey): Promise<StoredEntity | undefined> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((snapshot) => readParts(snapshot, key));
}

async function readParts(db: Queryable, key: EntityKey): Promise<StoredEntity | undefined> {
  const [entity, conditions, findings, references, referrers] = await Promise.all([
    db
      .selectFrom('entity')
      .select(['manifest', 'risk_reasons', 'commit', 'attachments'])
      .where('kind', '=', key.kind)
      .where('id', '=', key.id)
      .executeTakeFirst(),
    readConditions(db, key),
    readFindings(db, key),
    readReferences(db, key),
    readReferrers(db, key),
  ]);
  if (entity === undefined) return undefined;
  return {
    manifest: entity.manifest ?? {},
    riskReasons: entity.risk_reasons,
    commit: entity.commit ?? undefined,
    attachments: entity.attachments,
    conditions,
    findings,
    references,
    referrers,
  };
}

async function readFindings(db: Queryable, { kind, id }: EntityKey): Promise<Finding[]> {
  const rows = await db
    .selectFrom('finding')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('origin')
    .orderBy('ordinal')
    .execute();
  return rows.map(({ rule, level, message, help, docs, location, waived_by }) => {
    const finding = { rule, level, message, help, docs, location };
    return waived_by === null ? finding : { ...finding, waivedBy: waived_by };
  });
}

async function readReferences(db: Queryable, { kind, id }: EntityKey): Promise<StoredReference[]> {
  const rows = await db
    .selectFrom('reference')
    .select(['relation', 'target_kinds as kinds', 'target_id as id'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('pointer')
    .execute();
  return rows;
}

async function readReferrers(db: Queryable, { kind, id }: EntityKey): Promise<Referrer[]> {
  const rows = await db
    .selectFrom('reference')
    .select(['relation', 'kind', 'id', 'target_kinds as kinds'])
    .distinct()
    .where('target_id', '=', id)
    .where(sql<boolean>`${kind} = any(target_kinds)`)
    .orderBy('kind')
    .orderBy('id')
    .orderBy('relation')
    .execute();
  return rows.map(({ relation, kinds, ...from }) => ({ relation, from, kinds }));
}
