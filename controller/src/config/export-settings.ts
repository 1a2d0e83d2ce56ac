import { fileURLToPath } from 'node:url';
import { isLoopback } from '../api/guard-requests.ts';

import type { S3Settings } from '../billing/export/s3/s3-settings.ts';
import { matching, type Parsed } from './parsers.ts';

/** Where files of billing are handed out. */
export type ExportDestination =
  | { readonly type: 'folder' /** Absolute path. */; readonly path: string }
  | ({ readonly type: 's3' } & S3Settings);

/** What an address says of a bucket. */
interface Bucket {
  readonly type: 's3';
  readonly bucket: string;
  readonly prefix: string;
}

type Place = Extract<ExportDestination, { type: 'folder' }> | Bucket;

/** Settings of exports. */
export const exportParsers = {
  SOUK_BILLING_EXPORT: parseExportTarget,
  SOUK_BILLING_EXPORT_ENDPOINT: parseEndpoint,
  SOUK_BILLING_EXPORT_REGION: matching(/^[a-z0-9-]{1,40}$/, 'the name of a region, such as eu-central-1'),
  SOUK_BILLING_EXPORT_KEY_ID: matching(/^[\w./+=-]{1,128}$/, 'the id of an access key'),
  SOUK_BILLING_EXPORT_SECRET: matching(
    /^(env:SOUK_SECRET_\w+|file:\/\S+|vault:\S+)$/,
    'a reference such as env:SOUK_SECRET_EXPORT, file:/path or vault:mount/path#key',
  ),
};

type Parsers = typeof exportParsers;
type ExportValues = {
  readonly [N in keyof Parsers]: Extract<ReturnType<Parsers[N]>, { value: unknown }>['value'];
};

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^([\w-][\w.-]*\/)*$/;

/** `file:///srv/billing` or `s3://bucket/prefix`. */
function parseExportTarget(text: string | undefined): Parsed<Place | undefined> {
  if (text === undefined) return { value: undefined };
  const url = URL.parse(text);
  const value = url === null ? undefined : placeOf(url);
  return value === undefined
    ? { expected: 'a folder such as file:///srv/billing, or a bucket such as s3://acme-billing/souk' }
    : { value };
}

function placeOf(url: URL): Place | undefined {
  const { protocol, hostname, pathname, search, hash, username, password, port } = url;
  if ([search, hash, username, password, port].some((part) => part !== '')) return undefined;
  if (protocol === 'file:') return hostname === '' ? folderOf(url) : undefined;
  const prefix = pathname.replace(/^\//, '').replace(/([^/])$/, '$1/');
  const isLegal = BUCKET.test(hostname) && !hostname.includes('..') && PREFIX.test(prefix);
  return protocol === 's3:' && isLegal ? { type: 's3', bucket: hostname, prefix } : undefined;
}

function folderOf(url: URL): Place | undefined {
  try {
    const path = fileURLToPath(url);
    return path === '/' || path.includes('\0') ? undefined : { type: 'folder', path };
  } catch {
    return undefined;
  }
}

/** What is due, and who owes it, goes to that address: without TLS only on this machine. */
function parseEndpoint(text: string | undefined): Parsed<string | undefined> {
  if (text === undefined) return { value: undefined };
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  const isPlain = url !== null && url.href === `${url.origin}/`;
  return isSafe && isPlain
    ? { value: url.origin }
    : { expected: 'an address such as https://minio.example.com:9000; http:// only of this machine' };
}

/** What is well by itself, and does not go together. */
export function checkExport(values: ExportValues): string[] {
  const place = values.SOUK_BILLING_EXPORT;
  const names = Object.keys(exportParsers) as (keyof ExportValues)[];
  if (place?.type !== 's3')
    return names
      .filter((name) => name !== 'SOUK_BILLING_EXPORT' && values[name] !== undefined)
      .map(
        (name) =>
          `${name} is of no use without SOUK_BILLING_EXPORT that names a bucket, such as s3://acme-billing.`,
      );
  const needed = ['SOUK_BILLING_EXPORT_KEY_ID', 'SOUK_BILLING_EXPORT_SECRET'] as const;
  const problems = needed
    .filter((name) => values[name] === undefined)
    .map((name) => `SOUK_BILLING_EXPORT needs ${name} to write to a bucket.`);
  if (values.SOUK_BILLING_EXPORT_ENDPOINT === undefined && values.SOUK_BILLING_EXPORT_REGION === undefined)
    problems.push(
      'SOUK_BILLING_EXPORT needs SOUK_BILLING_EXPORT_REGION for a bucket of AWS, or SOUK_BILLING_EXPORT_ENDPOINT for another.',
    );
  return problems;
}

/** @returns undefined when nothing is handed out */
export function assembleExport(values: ExportValues): ExportDestination | undefined {
  const place = values.SOUK_BILLING_EXPORT;
  if (place?.type !== 's3') return place;
  const { SOUK_BILLING_EXPORT_KEY_ID: keyId, SOUK_BILLING_EXPORT_SECRET: secret } = values;
  if (keyId === undefined || secret === undefined) return undefined;
  const region = values.SOUK_BILLING_EXPORT_REGION ?? 'us-east-1';
  const endpoint = values.SOUK_BILLING_EXPORT_ENDPOINT ?? `https://s3.${region}.amazonaws.com`;
  return { ...place, endpoint, region, keyId, secret };
}
