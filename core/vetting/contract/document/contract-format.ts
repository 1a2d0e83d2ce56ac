import { isObject, textField } from './json-value.ts';

/** What a document is, by what it says of itself. */
export type ContractFormat = 'openapi-3.0' | 'openapi-3.1' | 'asyncapi-2.6' | 'asyncapi-3.0' | 'json-schema';

export type DetectedFormat =
  | { readonly ok: true; readonly format: ContractFormat }
  | { readonly ok: false; readonly found: string };

export function detectFormat(value: unknown): DetectedFormat {
  if (!isObject(value) && typeof value !== 'boolean') return { ok: false, found: 'no mapping' };
  const openapi = textField(value, 'openapi');
  if (openapi !== undefined) return known('openapi', 'OpenAPI', openapi);
  const asyncapi = textField(value, 'asyncapi');
  if (asyncapi !== undefined) return known('asyncapi', 'AsyncAPI', asyncapi);
  const swagger = textField(value, 'swagger');
  if (swagger !== undefined) return { ok: false, found: `Swagger ${swagger}` };
  return { ok: true, format: 'json-schema' };
}

const formats: readonly ContractFormat[] = ['openapi-3.0', 'openapi-3.1', 'asyncapi-2.6', 'asyncapi-3.0'];

function known(prefix: string, title: string, version: string): DetectedFormat {
  const release = /^(\d\.\d)\.\d/.exec(version)?.[1];
  const format = formats.find((candidate) => candidate === `${prefix}-${release}`);
  return format === undefined
    ? { ok: false, found: `${title} ${version.slice(0, 20)}` }
    : { ok: true, format };
}
