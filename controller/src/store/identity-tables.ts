import type { JWK } from 'jose';
import type { Json } from './column-types.ts';

/** Public keys that tokens of installations are signed with, of all replicas. */
export interface TokenKeyTable {
  kid: string;
  jwk: Json<JWK>;
  created_at: Date;
  /** From then on it is believed no more. */
  retires_at: Date;
}

/** Installations whose tokens from before a time count no more. */
export interface RevokedPrincipalTable {
  installation_id: string;
  since: Date;
  reason: string;
}
