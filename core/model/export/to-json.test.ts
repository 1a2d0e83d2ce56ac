import { expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { exportJson } from './to-json.ts';

it('orders manifests by kind and id and fields by the schema, whatever order they come in', () => {
  const app = (id: string): Manifest => ({
    runtime: { type: 'wasm' },
    owner: 'o',
    summary: 'Does a thing.',
    name: 'An app',
    version: '1.0.0',
    id,
    kind: 'App',
    apiVersion: 'souk/v1',
  });
  const team: Manifest = { name: 'Team', id: 'o', kind: 'Team', apiVersion: 'souk/v1' };
  const out = exportJson([team, app('b'), app('a')]);
  expect(JSON.stringify(out)).toBe(JSON.stringify(exportJson([app('a'), team, app('b')])));
  expect(out.map(({ id }) => id)).toEqual(['a', 'b', 'o']);
  expect(Object.keys(out[0] ?? {})).toEqual([
    'apiVersion',
    'kind',
    'id',
    'version',
    'name',
    'summary',
    'owner',
    'runtime',
  ]);
});
