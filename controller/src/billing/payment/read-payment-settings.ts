import { readFile } from 'node:fs/promises';
import { parsePaymentSettings } from './parse-payment-settings.ts';
import type { PaymentSettings } from './payment-settings.ts';

/** The file of payments can not be used. `message` says where and why, and is fit to be shown. */
export class PaymentSettingsError extends Error {
  override readonly name = 'PaymentSettingsError';
}

/** @throws {PaymentSettingsError} */
export async function readPaymentSettings(path: string): Promise<PaymentSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new PaymentSettingsError(`SOUK_PAYMENTS names ${path}, which can't be read (${code}).`, { cause });
  }
  const parsed = parsePaymentSettings(text, path);
  if (!parsed.ok) throw new PaymentSettingsError(`SOUK_PAYMENTS: ${parsed.problems.join(' ')}`);
  return parsed.settings;
}
