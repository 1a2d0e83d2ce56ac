import { createHash } from 'node:crypto';
import type { SecretMatch } from './secret-match.ts';

/** Names a secret without giving it away, the same in each file and version; 16 hex digits. */
export function fingerprintOf({ rule, secret }: Pick<SecretMatch, 'rule' | 'secret'>): string {
  return createHash('sha256').update(`${rule}\0${secret}`).digest('hex').slice(0, 16);
}

/** At most four characters, and never more than a sixth of the secret, with its length. */
export function describeSecret({ rule, secret }: Pick<SecretMatch, 'rule' | 'secret'>): string {
  const length = `${secret.length.toLocaleString('en')} characters`;
  const shown = rule === 'secret/private-key' ? 0 : Math.min(4, Math.floor(secret.length / 6));
  const start = secret.slice(0, shown).replace(/[^\x21-\x7e]/g, '');
  return start === '' ? length : `${start}…, ${length}`;
}
