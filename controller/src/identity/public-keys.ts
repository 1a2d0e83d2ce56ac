import type { JWK } from 'jose';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';

/** The public half of a key, with nothing else in it. */
export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/** Takes over what is public, and no other member. @throws when it is no key for ES256 */
export function assemblePublicKey({ kty, crv, x, y }: JWK, kid: string): PublicKey {
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined)
    throw new TypeError(`The key ${kid} is none for ES256.`);
  return { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' };
}

/** All keys that tokens of any replica may be signed with, in a steady order. */
export async function readPublicKeys(db: Queryable, now: Date): Promise<PublicKey[]> {
  const rows = await db
    .selectFrom('token_key')
    .select(['kid', 'jwk'])
    .where('retires_at', '>', now)
    .orderBy('created_at')
    .orderBy('kid')
    .execute();
  return rows.map(({ kid, jwk }) => assemblePublicKey(jwk, kid));
}

export async function readPublicKey(db: Queryable, kid: string, now: Date): Promise<PublicKey | undefined> {
  const row = await db
    .selectFrom('token_key')
    .select('jwk')
    .where('kid', '=', kid)
    .where('retires_at', '>', now)
    .executeTakeFirst();
  return row && assemblePublicKey(row.jwk, kid);
}

export interface PublishedKey {
  readonly key: PublicKey;
  readonly createdAt: Date;
  /** From then on nobody believes it, unless it is published again. */
  readonly retiresAt: Date;
}

/**
 * Shows keys to all replicas. Every replica writes, also one that does not lead: it touches no rows but those of its own
 * keys, and those that nobody believes any more.
 */
export async function storePublicKeys(
  db: Queryable,
  keys: readonly PublishedKey[],
  now: Date,
): Promise<void> {
  await db.deleteFrom('token_key').where('retires_at', '<=', now).execute();
  const rows = keys.map(({ key, createdAt, retiresAt }) => ({
    ...{ kid: key.kid, jwk: key, created_at: createdAt, retires_at: retiresAt },
  }));
  await writeRows(db, 'token_key', rows, {
    onConflict: sql`
      on conflict (kid) do update set retires_at = greatest(token_key.retires_at, excluded.retires_at)`,
  });
}
