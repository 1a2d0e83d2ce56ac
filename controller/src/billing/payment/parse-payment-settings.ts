import { createLocator } from '@souk/model/finding/locate.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import { Value } from 'typebox/value';
import { isLoopback } from '../../api/guard-requests.ts';
import { type PaymentSettings, PaymentSettingsSchema } from './payment-settings.ts';

export type ParsedPaymentSettings =
  | { readonly ok: true; readonly settings: PaymentSettings }
  /** Where and what, fit to be shown: no values, as one may be a key. */
  | { readonly ok: false; readonly problems: readonly string[] };

const MOST_PROBLEMS = 3;

/**
 * Reads the file that SOUK_PAYMENTS names: YAML or JSON.
 *
 * @param path as messages name the file
 */
export function parsePaymentSettings(text: string, path: string): ParsedPaymentSettings {
  const locate = createLocator(path, text);
  const refuse = (problems: readonly string[]): ParsedPaymentSettings => ({
    ok: false,
    problems: [...new Set(problems)].slice(0, MOST_PROBLEMS),
  });
  const yaml = readYaml(text);
  if (!yaml.ok)
    return refuse(
      explainRefusal(yaml.refusal).map(({ place, message }) => {
        const { line, column } = locate(place);
        return `${path}:${line}:${column}: ${message}`;
      }),
    );
  const at = (pointer: string) => {
    const { line, column } = locate({ pointer, on: 'key' });
    return `${path}:${line}:${column}: ${pointer === '' ? 'The file' : pointer.slice(1)}`;
  };
  if (!Value.Check(PaymentSettingsSchema, yaml.value))
    return refuse(
      Value.Errors(PaymentSettingsSchema, yaml.value).map(
        ({ instancePath, message }) => `${at(instancePath)} ${message}.`,
      ),
    );
  const { url } = yaml.value.stripe;
  if (url !== undefined && !isSafe(url))
    return refuse([
      `${at('/stripe/url')} must be an address such as https://api.stripe.com; http:// only of this machine.`,
    ]);
  return { ok: true, settings: yaml.value };
}

/** A key goes to that address: without TLS only on this machine. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
}
