import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { PaymentSettingsError, readPaymentSettings } from '../../billing/payment/read-payment-settings.ts';
import type { Config } from '../../config/config.ts';
import { createReadSecret } from '../../secrets/read-secret.ts';
import type { Check, Diagnosis, Patient } from '../diagnosis.ts';

const name = 'Billing';

/** Whether files of billing can be handed out, and payments be told. Nothing is written, and no provider is asked. */
export const checkBilling: Check = {
  name,
  look: async ({ config }) => [await lookAtExport(config), await lookAtPayments(config)],
};

type BillingConfig = Patient['config'];

async function lookAtExport(config: BillingConfig): Promise<Diagnosis> {
  const { billingExport: place } = config;
  if (place === undefined)
    return { name, status: 'skip', found: 'no SOUK_BILLING_EXPORT: no files are handed out' };
  if (place.type === 'folder') return lookAtFolder(place.path);
  const reason = await reasonNotToRead(place.secret, config);
  return reason === undefined
    ? { name, status: 'pass', found: `the secret of the key for the bucket ${place.bucket} can be read` }
    : { name, status: 'fail', found: reason, advice: 'Look at SOUK_BILLING_EXPORT_SECRET.' };
}

async function lookAtFolder(path: string): Promise<Diagnosis> {
  const advice =
    'Make it, and let the user that Souk runs as write there, or name another SOUK_BILLING_EXPORT.';
  try {
    if (!(await stat(path)).isDirectory())
      return { name, status: 'fail', found: `${path} is no folder`, advice };
    await access(path, constants.W_OK | constants.X_OK);
    return { name, status: 'pass', found: `files are handed out to ${path}` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { name, status: 'fail', found: `${path} can't be written to (${code})`, advice };
  }
}

async function lookAtPayments(config: BillingConfig): Promise<Diagnosis> {
  const { paymentsFile: path } = config;
  if (path === undefined)
    return { name, status: 'skip', found: 'no SOUK_PAYMENTS: nobody pays by a provider' };
  const advice = 'See "Payments and exports" in docs/operator.md.';
  try {
    const { stripe } = await readPaymentSettings(path);
    const reason = await reasonNotToRead(stripe.key, config);
    if (reason !== undefined) return { name, status: 'fail', found: reason, advice };
    const customers = Object.keys(stripe.customers).length;
    const meters = Object.keys(stripe.meters).join(', ');
    return {
      name,
      status: 'pass',
      found: `${path} names ${customers} ${customers === 1 ? 'customer' : 'customers'}, and meters for ${meters}`,
    };
  } catch (error) {
    if (!(error instanceof PaymentSettingsError)) throw error;
    return { name, status: 'fail', found: error.message, advice };
  }
}

/** Secrets of a vault are not asked for: it may count who does. */
async function reasonNotToRead(
  reference: string,
  { secrets, secretsDir, vault }: Pick<Config, 'secrets' | 'secretsDir' | 'vault'>,
): Promise<string | undefined> {
  if (reference.startsWith('vault:') && vault !== undefined) return undefined;
  const result = await createReadSecret({ secrets, secretsDir })(reference);
  return result.ok ? undefined : result.reason;
}
