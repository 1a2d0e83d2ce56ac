import { asRecord, asRecords, asText } from './json-value.ts';

/** An API, event, input or output: something with a name that others can rely on. */
export interface Contract {
  name: string;
  version: string | undefined;
  description: string | undefined;
  /** Attachment that specifies it. */
  document: string | undefined;
  /** App or connector that offers it, for a consumed API. */
  app: string | undefined;
}

export interface Contracts {
  providedApis: Contract[];
  consumedApis: Contract[];
  producedEvents: Contract[];
  consumedEvents: Contract[];
  inputs: Contract[];
  outputs: Contract[];
}

export function parseContracts(manifest: Record<string, unknown>): Contracts {
  const apis = asRecord(manifest['apis']);
  const events = asRecord(manifest['events']);
  return {
    providedApis: parseList(apis['provides']),
    consumedApis: parseList(apis['consumes']),
    producedEvents: parseList(events['produces']),
    consumedEvents: parseList(events['consumes']),
    inputs: parseList(manifest['inputs']),
    outputs: parseList(manifest['outputs']),
  };
}

function parseList(value: unknown): Contract[] {
  return asRecords(value, 'name').flatMap((item) => {
    const name = asText(item['name']);
    if (!name) return [];
    return {
      name,
      version: asText(item['version']),
      description: asText(item['description']) ?? asText(item['type']),
      document: asText(item['openapi']) ?? asText(item['schema']),
      app: asText(item['app']),
    };
  });
}
