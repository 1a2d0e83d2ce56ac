import type { VaultAnswer } from './send-to-vault.ts';
import { VaultError } from './vault-error.ts';

/**
 * Why the vault did not give what lies at a path. Its own words are left out: those of an engine can hold credentials of
 * what it drives.
 */
export function explainAnswer({ status, body }: VaultAnswer, path: string): VaultError {
  if (status === 403)
    return new VaultError(
      'denied',
      `The vault does not let Souk read ${path}, or has no such mount (403): its policy decides.`,
    );
  if (status === 404) return new VaultError('missing', explainAbsence(body?.['data'], path));
  if (status === 400)
    return new VaultError('refused', `The vault can't give ${path} (400): its audit log says why.`);
  if (status >= 300 && status < 400)
    return new VaultError(
      'refused',
      `The vault sends Souk elsewhere (${status}), which it does not follow: SOUK_VAULT_ADDR has to be the address that answers.`,
    );
  return new VaultError(
    'unreachable',
    `The vault answered ${status} for ${path}${status === 503 ? ': it is sealed or under maintenance' : ''}.`,
  );
}

/** What KV v2 says of a version that is not there any more. */
function explainAbsence(data: unknown, path: string): string {
  const { metadata } = (data ?? {}) as {
    readonly metadata?: { version?: unknown; destroyed?: unknown } | null;
  };
  if (typeof metadata?.version !== 'number') return `The vault has no secret at ${path} (404).`;
  return metadata.destroyed === true
    ? `The newest version of ${path}, number ${metadata.version}, was destroyed: write another.`
    : `The newest version of ${path}, number ${metadata.version}, was deleted: undelete it, or write another.`;
}
