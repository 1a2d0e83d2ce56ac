import { createHash } from 'node:crypto';
import type { Waiver } from '@souk/model/manifest/manifest.ts';
import type { Vettable } from './vettable.ts';

/** All that the result of looking through an entry depends on, but the advisories and the day. */
export interface VettingInputs {
  readonly entry: Pick<Vettable, 'digest' | 'risk'>;
  /** Where the manifest lies: findings name it. */
  readonly path: string;
  /** What tells the files beside it from others. */
  readonly files: readonly string[];
  /** Those that name the entry, for rules of vetting. */
  readonly waivers: readonly Waiver[];
  /** Of the policies. */
  readonly demands: string;
  readonly now: Date;
}

/** The digest of those: as long as it is the same, nobody has to look again. A waiver counts until it expires. */
export function assembleInput({ entry, path, files, waivers, demands, now }: VettingInputs): string {
  const standing = waivers
    .map((waiver) => JSON.stringify([waiver, Date.parse(waiver.expiresAt) > now.getTime()]))
    .toSorted();
  const parts = [entry.digest, entry.risk ?? null, path, files, standing, demands];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
