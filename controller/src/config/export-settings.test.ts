import { describe, expect, it } from 'vitest';
import { assembleExport, checkExport, exportParsers } from './export-settings.ts';

type Env = Readonly<Partial<Record<keyof typeof exportParsers, string>>>;
const read = (env: Env) => {
  const parsed = Object.entries(exportParsers).map(
    ([name, parse]) => [name, parse(env[name as keyof Env], '/')] as const,
  );
  const problems = parsed.flatMap(([name, one]) =>
    'expected' in one ? [`${name} must be ${one.expected}`] : [],
  );
  const values = Object.fromEntries(
    parsed.flatMap(([name, one]) => ('value' in one ? [[name, one.value]] : [])),
  ) as Parameters<typeof checkExport>[0];
  return problems.length > 0 ? problems : [...checkExport(values), assembleExport(values)];
};
const key = { SOUK_BILLING_EXPORT_KEY_ID: 'AKID', SOUK_BILLING_EXPORT_SECRET: 'env:SOUK_SECRET_S3' };
const bucket = { ...key, SOUK_BILLING_EXPORT: 's3://acme-billing/souk/prod' };
const access = { keyId: 'AKID', secret: 'env:SOUK_SECRET_S3' };

describe('when the settings say where files of billing go', () => {
  it.each<[string, Env, unknown]>([
    ['nothing', {}, undefined],
    [
      'a folder',
      { SOUK_BILLING_EXPORT: 'file:///srv/billing%20files' },
      { type: 'folder', path: '/srv/billing files' },
    ],
    [
      'a bucket of AWS',
      { ...bucket, SOUK_BILLING_EXPORT_REGION: 'eu-central-1' },
      {
        ...{ type: 's3', bucket: 'acme-billing', prefix: 'souk/prod/', region: 'eu-central-1' },
        ...{ endpoint: 'https://s3.eu-central-1.amazonaws.com', ...access },
      },
    ],
    [
      'a bucket elsewhere, without a prefix',
      {
        ...bucket,
        SOUK_BILLING_EXPORT: 's3://acme-billing',
        SOUK_BILLING_EXPORT_ENDPOINT: 'https://minio.example.com:9000/',
      },
      {
        ...{ type: 's3', bucket: 'acme-billing', prefix: '', region: 'us-east-1' },
        ...{ endpoint: 'https://minio.example.com:9000', ...access },
      },
    ],
  ])('takes %s', (_name, env, destination) => {
    expect(read(env)).toEqual([destination]);
  });

  it.each([
    ['/srv/billing'],
    ['file://server/share'],
    ['file:///'],
    ['file:///srv/a%00b'],
    ['file:///srv/a%2fb'],
    ['s3://Acme'],
    ['s3://a..b/x'],
    ['s3://acme/../other'.replace('..', '%2e%2e%2f')],
    ['s3://acme/a//b'],
    ['s3://acme/a b'],
    ['s3://key:secret@acme/a'],
    ['s3://acme/a?x=1'],
    ['https://s3.example.com/acme'],
  ])('refuses %s as a place', (place) => {
    expect(read({ ...key, SOUK_BILLING_EXPORT: place, SOUK_BILLING_EXPORT_REGION: 'r' })).toEqual([
      'SOUK_BILLING_EXPORT must be a folder such as file:///srv/billing, or a bucket such as s3://acme-billing/souk',
    ]);
  });

  it.each<[string, Env, RegExp]>([
    [
      'a storage without TLS',
      { ...bucket, SOUK_BILLING_EXPORT_ENDPOINT: 'http://minio.example.com' },
      /http:\/\/ only of this machine/,
    ],
    [
      'a storage with a path',
      { ...bucket, SOUK_BILLING_EXPORT_ENDPOINT: 'https://minio.example.com/x' },
      /must be an address/,
    ],
    [
      'a secret itself',
      { ...bucket, SOUK_BILLING_EXPORT_SECRET: 'wJalrXUtnFEMI' },
      /must be a reference such as/,
    ],
    [
      'no secret',
      { SOUK_BILLING_EXPORT: 's3://acme', SOUK_BILLING_EXPORT_REGION: 'r', SOUK_BILLING_EXPORT_KEY_ID: 'a' },
      /needs SOUK_BILLING_EXPORT_SECRET/,
    ],
    ['neither region nor storage', bucket, /needs SOUK_BILLING_EXPORT_REGION/],
    [
      'a key for a folder',
      { ...key, SOUK_BILLING_EXPORT: 'file:///srv' },
      /^SOUK_BILLING_EXPORT_KEY_ID is of no use/,
    ],
    ['a region for nothing', { SOUK_BILLING_EXPORT_REGION: 'r' }, /is of no use without SOUK_BILLING_EXPORT/],
  ])('says what is wrong with %s', (_name, env, words) => {
    expect(String(read(env)[0])).toMatch(words);
  });
});
