import { openVaultWire } from '../../secrets/vault/send-to-vault.ts';
import { VaultError } from '../../secrets/vault/vault-error.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'Vault';
const LIMIT_MS = 5_000;

/** Asks the vault how it is; whether it lets Souk in is seen with the first secret. */
export const checkVault: Check = {
  name,
  look: async ({ config: { vault } }) => {
    if (vault === undefined)
      return [{ name, status: 'skip', found: 'not set: manifests can not refer to vault:' }];
    try {
      const wire = openVaultWire({ ...vault, timeoutMs: LIMIT_MS });
      try {
        const answer = await wire.send({ method: 'GET', path: 'sys/health' }, AbortSignal.timeout(LIMIT_MS));
        return [diagnoseVault(vault.address, answer.status)];
      } finally {
        await wire.close();
      }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return [
        {
          name,
          status: 'fail',
          found: error.message,
          advice: 'Look at SOUK_VAULT_ADDR and SOUK_VAULT_CA_FILE.',
        },
      ];
    }
  },
};

const words: Readonly<Record<number, string>> = { 501: 'is not initialised', 503: 'is sealed' };

/** @param status of `GET /v1/sys/health`, which says by it how the vault is */
export function diagnoseVault(address: string, status: number): Diagnosis {
  // Standbys answer for the one that is active.
  if ([200, 429, 472, 473].includes(status)) return { name, status: 'pass', found: `${address} answers` };
  return {
    name,
    status: 'fail',
    found: `${address} ${words[status] ?? `answers with ${status}, and not as a vault does`}`,
    advice: 'Secrets of vault: can not be read until it is mended.',
  };
}
