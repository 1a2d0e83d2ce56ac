import type { Entry } from '@souk/model/manifest/manifest.ts';
import { anApp } from '@souk/model/testing/manifests.ts';
import type { VettedEntry, VettedFile } from '../../vetted-entry.ts';
import type { ContractSettings } from '../contract-settings.ts';

export const contractSettings: ContractSettings = {
  limits: {
    bytes: 4 * 1024 * 1024,
    depth: 64,
    aliases: 200,
    values: 400_000,
    refs: 20_000,
    files: 200,
    comparisons: 50_000,
    examples: 200,
    findings: 20,
  },
  lint: { 'operation-2xx-response': 'warn' },
  additionsWithoutMinor: 'warn',
};

/** Documents by file name: values, which are written as JSON, or texts. */
export type Documents = Readonly<Record<string, unknown>>;

export function filesOf(documents: Documents, changed = true): ReadonlyMap<string, VettedFile> {
  return new Map(
    Object.entries(documents).map(([name, content]) => {
      const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
      return [name, { name, bytes: new TextEncoder().encode(text), changed }];
    }),
  );
}

/** An app that offers the API `orders`, described in openapi.yaml. */
export function anApiApp(changes: Parameters<typeof anApp>[0] = {}): Entry {
  return anApp({
    auth: { type: 'oauth2', scopes: ['orders:read'] },
    apis: { provides: [{ name: 'orders', openapi: 'openapi.yaml' }] },
    ...changes,
  });
}

export function aVettedEntry(
  entry: Entry,
  documents: Documents,
  before?: { readonly entry: Entry; readonly documents: Documents },
): VettedEntry {
  return {
    entry,
    before: before?.entry,
    files: filesOf(documents),
    filesBefore: filesOf(before?.documents ?? {}),
  };
}
