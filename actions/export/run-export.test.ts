import type { App } from '@souk/model/manifest/manifest.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createMemoryWriter } from '../import/memory-writer.ts';
import { runExport } from './run-export.ts';

const app: App = {
  apiVersion: 'souk/v1',
  kind: 'App',
  id: 'orders',
  version: '1.0.0',
  name: 'Orders',
  summary: 'Looks up orders.',
  owner: 'sales',
  runtime: { type: 'wasm' },
  apis: { provides: [{ name: 'orders', openapi: 'openapi.yaml' }] },
};

const readManifests = async () => [
  {
    manifest: app,
    readAttachment: (path: string) => (path === 'openapi.yaml' ? 'openapi: 3.1.0' : undefined),
  },
];

describe('when a catalog is exported', () => {
  it('gives Backstage entities with the text of their API documents', async () => {
    const result = await runExport({ to: 'backstage' }, { readManifests });
    const entities =
      result.status === 'done'
        ? parseAllDocuments(result.text).map(
            (document) => document.toJS() as { kind: string; spec: { definition?: string } },
          )
        : [];
    expect(entities.map(({ kind }) => kind)).toEqual(['Component', 'API']);
    expect(entities[1]?.spec.definition).toBe('openapi: 3.1.0');
  });

  it('gives JSON, and writes it only where nothing is', async () => {
    const target = createMemoryWriter();
    const io = { readManifests, target };
    expect(await runExport({ to: 'json', out: 'catalog.json' }, io)).toMatchObject({
      status: 'done',
      count: 1,
      written: 'catalog.json',
    });
    expect(JSON.parse(target.files.get('catalog.json') ?? '')).toEqual([app]);
    expect(await runExport({ to: 'json', out: 'catalog.json' }, io)).toEqual({
      status: 'exists',
      path: 'catalog.json',
    });
    expect(await runExport({ to: 'json', out: 'catalog.json', force: true }, io)).toMatchObject({
      status: 'done',
    });
  });
});
