import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parsePaymentSettings } from './parse-payment-settings.ts';
import { readPaymentSettings } from './read-payment-settings.ts';

const file = (change: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    key: 'env:SOUK_SECRET_STRIPE',
    meters: '{ EUR: souk_due }',
    customers: '{ CC-1010: cus_N1 }',
    ...change,
  }).reduce((text, [name, value]) => `${text}  ${name}: ${value}\n`, 'stripe:\n');
const problemsOf = (text: string): string => {
  const parsed = parsePaymentSettings(text, '/etc/payments.yaml');
  return parsed.ok ? 'It was taken.' : parsed.problems.join(' ');
};

describe('when the file of payments is read', () => {
  it('takes who pays by what', () => {
    expect(parsePaymentSettings(file({ url: 'http://127.0.0.1:12111' }), 'p.yaml')).toEqual({
      ok: true,
      settings: {
        stripe: {
          ...{ key: 'env:SOUK_SECRET_STRIPE', url: 'http://127.0.0.1:12111' },
          ...{ meters: { EUR: 'souk_due' }, customers: { 'CC-1010': 'cus_N1' } },
        },
      },
    });
  });

  it('takes JSON', () => {
    const settings = {
      stripe: { key: 'file:/run/stripe', meters: { EUR: 'm' }, customers: {} },
    };
    expect(parsePaymentSettings(JSON.stringify(settings), 'p.json')).toEqual({ ok: true, settings });
  });

  it.each([
    ['another word', file({ custmers: '{}' }), /^\/etc\/payments\.yaml:5:3: /],
    ['another provider', 'paypal: {}\n', /payments\.yaml:1:1: /],
    ['a customer that is none', file({ customers: '{ CC-1010: sub_1 }' }), /customers\/CC-1010 must match/],
    ['a currency that is none', file({ meters: '{ euro: souk_due }' }), /stripe\/meters/],
    ['no meter at all', file({ meters: '{}' }), /stripe\/meters/],
    ['an address without TLS', file({ url: 'http://stripe.example.com' }), /stripe\/url must be an address/],
    ['an address with a login', file({ url: 'https://a:b@stripe.example.com' }), /stripe\/url /],
    ['what is no YAML', 'stripe: [', /payments\.yaml:1:\d+: /],
    ['nothing', '', /payments\.yaml:1:1: /],
  ])('says where %s is', (_name, text, message) => {
    expect(problemsOf(text)).toMatch(message);
  });

  it('shows no key that somebody took for a reference', () => {
    const problems = problemsOf(file({ key: 'sk_live_51H8' }));
    expect(problems).toMatch(/stripe\/key must match/);
    expect(problems).not.toContain('sk_live_51H8');
  });
});

describe('when the file is named by a setting', () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-payments-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says that it is not there', async () => {
    await expect(readPaymentSettings('/nowhere/payments.yaml')).rejects.toThrow(
      "SOUK_PAYMENTS names /nowhere/payments.yaml, which can't be read (ENOENT).",
    );
  });

  it('says what is wrong with it, and takes it else', async () => {
    const path = join(folder, 'payments.yaml');
    writeFileSync(path, 'stripe: {}\n');
    await expect(readPaymentSettings(path)).rejects.toThrow(/^SOUK_PAYMENTS: .*payments\.yaml:1:1: stripe /);
    writeFileSync(path, file());
    expect((await readPaymentSettings(path)).stripe.meters).toEqual({ EUR: 'souk_due' });
  });
});
