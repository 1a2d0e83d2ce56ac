import { describe, expect, it } from 'vitest';
import type { Connector } from '../manifest/manifest.ts';
import { checkManifest } from '../manifest/parse-manifest.ts';
import { importMcpRegistry } from './from-mcp-registry.ts';
import { groupNotes } from './group-notes.ts';
import { mcpServer, remoteMcpServer } from './source-fixtures.ts';

function importOne(value: unknown): { connector: Connector; notes: string[]; text: string } {
  const result = importMcpRegistry([{ path: 'x/server.yaml', text: JSON.stringify(value) }]);
  const connector = result.manifests[0]?.manifest as Connector;
  expect(checkManifest(connector).problems).toEqual([]);
  return {
    connector,
    notes: result.notes.map(({ level, pointer }) => `${level} ${pointer}`),
    text: JSON.stringify(result),
  };
}

describe('when a registry entry runs in a container', () => {
  it('maps what it says', () => {
    expect(importOne(mcpServer).connector).toMatchObject({
      kind: 'Connector',
      id: 'order-desk',
      version: '0.1.0',
      name: 'Order Desk',
      summary: 'Looks up orders in the order desk.',
      description: 'Looks up orders in the order desk. It can also cancel them.',
      owner: 'imported',
      domain: 'fintech',
      tags: ['order-desk', 'sales', 'c++'],
      lifecycle: { stage: 'proposed' },
      runtime: { type: 'container', entry: "--mode 'read only'" },
      artifact: {
        ref: 'mcp/order-desk',
        source: 'https://github.com/example/order-desk',
        commit: '2a5896d0891d13558e1313155b177fc0a4bc95d6',
      },
      egress: ['api.example.com:443'],
      auth: { type: 'oauth2', description: 'Sign-in at orderdesk.' },
    });
  });

  it('asks for secrets by name, also for variables and parameters that are secrets in disguise', () => {
    const { connector } = importOne(mcpServer);
    expect(connector.secrets?.map(({ name, optional }) => [name, optional])).toEqual([
      ['ORDER_API_KEY', true],
      ['ORDER_PASSWORD', undefined],
      ['ADMIN_TOKEN', undefined],
      ['ORDER_TOKEN', undefined],
    ]);
    expect(connector.secrets?.map(({ provision }) => provision)).toEqual([
      'environment: from the secret order-desk.api_key',
      'environment: from password',
      undefined,
      'environment: OAuth sign-in at orderdesk, kept as order-desk.token',
    ]);
    expect(connector.config).toEqual({
      type: 'object',
      description: 'How to reach the desk',
      properties: { url: { type: 'string' } },
      required: ['url'],
    });
  });

  it('never copies an example or a value of a secret, not even into a note', () => {
    const { text, notes } = importOne(mcpServer);
    for (const value of ['patABC123', 'hunter2', 'orders.example.com', 'x.example.com'])
      expect(text).not.toContain(value);
    expect(notes).toContain('dropped /config/secrets/0/example');
    expect(notes).toContain('dropped /config/env/2/value');
  });

  it('takes over no wildcard among the hosts', () => {
    const run = { allowHosts: ['*:443', 'api.example.com'] };
    const { connector, notes } = importOne({ ...mcpServer, run });
    expect(connector).toMatchObject({
      egress: ['api.example.com'],
      annotations: { 'import/run/allowHosts/0': '*:443' },
    });
    expect(notes).toContain('mapped-with-loss /run/allowHosts/0');
  });

  it('keeps what has no field as an annotation', () => {
    expect(importOne(mcpServer).connector.annotations).toMatchObject({
      'import/longLived': true,
      'import/source/branch': 'main',
      'import/run/volumes/0': 'data:/data',
    });
  });
});

describe('when a registry entry is remote', () => {
  it('becomes a function at its address, whose host it may call', () => {
    const { connector } = importOne(remoteMcpServer);
    expect(connector).toMatchObject({
      summary: 'Asana connector for productivity.',
      runtime: { type: 'function', entry: 'https://mcp.asana.com/sse', provider: 'mcp.asana.com' },
      egress: ['mcp.asana.com'],
    });
    expect(connector.annotations).toMatchObject({
      'import/remote/headers/Authorization': `Bearer \${ASANA_KEY}`,
    });
  });
});

describe('when there are several entries', () => {
  const file = (path: string, value: unknown): { path: string; text: string } => ({
    path,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  });

  it('gives each its own id, the same in whatever order they come, and one team', () => {
    const files = [
      file('b/server.yaml', { name: 'x Y' }),
      file('a/server.yaml', { name: 'x-y' }),
      file('c/server.yaml', { name: 'X_Y' }),
    ];
    const run = (list: typeof files) => importMcpRegistry(list, { takenIds: ['x-y-2'], owner: 'Team A' });
    expect(run(files).manifests.map(({ path }) => path)).toEqual([
      'catalog/apps/x-y/manifest.yaml',
      'catalog/apps/x-y-3/manifest.yaml',
      'catalog/apps/x-y-4/manifest.yaml',
      'catalog/teams/team-a.yaml',
    ]);
    expect(run(files.toReversed())).toEqual(run(files));
  });

  it('goes on after one that cannot be mapped', () => {
    const result = importMcpRegistry([
      file('a', { about: { title: 'No name' } }),
      file('b', 'a: [1'),
      file('c', ''),
      file('d', { name: '!!!' }),
      file('e', { name: 'good' }),
      file('f', 'a: 1\na: 2'),
    ]);
    expect(result.failures.map(({ source }) => source)).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(result.manifests.map(({ manifest }) => manifest.id)).toEqual(['good', 'imported']);
  });

  it('can be read as groups of notes', () => {
    const { notes } = importMcpRegistry([
      file('a', { name: 'a1', config: { secrets: [{ env: 'K', example: 'v' }] } }),
      file('b', {
        name: 'b1',
        config: {
          secrets: [
            { env: 'K', example: 'v' },
            { env: 'L', example: 'v' },
          ],
        },
      }),
    ]);
    expect(groupNotes(notes)[0]).toMatchObject({
      label: 'dropped: config.secrets[].example (2 files)',
      count: 3,
      sources: ['a', 'b'],
    });
  });
});
