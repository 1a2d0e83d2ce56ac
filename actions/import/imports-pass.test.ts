import { fileURLToPath } from 'node:url';
import { readFolderCatalog } from '@souk/git/read-catalog.ts';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { judgeSnapshot } from '@souk/model/check/check-catalog.ts';
import { approvalJson, camelYaml, connectorYaml } from '@souk/model/import/flat-fixtures.ts';
import { backstageComponent, mcpServer, remoteMcpServer } from '@souk/model/import/source-fixtures.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPolicies } from '../policy/open-policies.ts';
import { policiesFolder } from '../policy/policies-folder.ts';
import { createFolderWriter } from './folder-writer.ts';
import type { FoundFile } from './ports.ts';
import { type ImportFormat, runImport } from './run-import.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const now = new Date('2026-11-20T12:00:00Z');

const inProduction = {
  ...backstageComponent,
  metadata: { name: 'pay-service', description: 'Pays what has to be paid.' },
  spec: { ...backstageComponent.spec, lifecycle: 'production', providesApis: ['pay'] },
};
const anyHost = { ...mcpServer, name: 'any host', run: { allowHosts: ['*:443'] } };

const sources: readonly (readonly [ImportFormat, readonly string[]])[] = [
  ['flat', [approvalJson, camelYaml, connectorYaml]],
  ['backstage', [backstageComponent, inProduction].map((entity) => JSON.stringify(entity))],
  ['mcp-registry', [mcpServer, remoteMcpServer, anyHost].map((server) => JSON.stringify(server))],
];

let repository: TemporaryRepository;
beforeEach(() => {
  repository = new TemporaryRepository();
});
afterEach(() => repository[Symbol.dispose]());

describe('when an import is committed as it is', () => {
  it.each(sources)('%s brings proposals that no policy refuses', async (from, texts) => {
    const found: FoundFile[] = texts.map((text, i) => ({ path: `${i}.yaml`, text }));
    const io = { source: { read: async () => found }, target: createFolderWriter(repository.dir) };
    expect(await runImport({ from, path: 'x' }, io)).toMatchObject({ status: 'done', entries: texts.length });
    const snapshot = await readFolderCatalog(repository.dir);
    const policies = await openPolicies(await policiesFolder(root));
    const { findings } = await judgeSnapshot(snapshot, policies, now);
    expect(findings.filter(({ level }) => level === 'deny' || level === 'error')).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toContain('developer/backup-owner');
  });
});
