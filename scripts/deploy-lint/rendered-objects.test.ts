import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { findWorkflowTool } from '../workflow-lint/install-workflow-tool.ts';
import { checkers } from './deploy-tools.ts';
import { beside, runTool } from './run-tool.ts';

const cases = fileURLToPath(
  new URL('../../controller/src/provision/kubernetes-objects/cases', import.meta.url),
);
/** Definitions of their own, with tests of their own. */
const custom = ['ExternalSecret', 'CiliumNetworkPolicy'];
const tool = await findWorkflowTool(checkers, process.env);

describe.skipIf(tool === undefined)('when the objects of instances are held against Kubernetes', () => {
  const objects = readdirSync(cases).flatMap((name) =>
    parseAllDocuments(readFileSync(join(cases, name, 'objects.yaml'), 'utf8')).map(
      (document) => document.toJS() as { kind: string; spec?: object },
    ),
  );

  const validate = (documents: readonly unknown[], version: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'souk-objects-'));
    try {
      const file = join(folder, 'objects.yaml');
      writeFileSync(file, documents.map((document) => stringify(document)).join('---\n'));
      const args = ['--strict', '--quiet', '-k', version, file];
      return runTool(beside(tool ?? '', 'kubernetes-validate'), args);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it.each(['1.27', '1.37'])('all fit the official schemas of %s', (version) => {
    const official = objects.filter(({ kind }) => !custom.includes(kind));
    expect(new Set(official.map(({ kind }) => kind)).size).toBe(8);
    expect(validate(official, version)).toMatchObject({ passed: true, output: '' });
  });

  it('so do the rights that Souk needs for them', () => {
    const path = fileURLToPath(new URL('../../deploy/kubernetes/rbac.yaml', import.meta.url));
    const documents = parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS());
    expect(documents).toHaveLength(3);
    expect(validate(documents, '1.37')).toMatchObject({ passed: true, output: '' });
  });

  it('would tell of a part that Kubernetes does not know', () => {
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    const wrong = { ...deployment, spec: { ...deployment?.spec, replica: 1 } };
    expect(validate([wrong], '1.37')).toMatchObject({
      passed: false,
      output: expect.stringContaining('replica'),
    });
  });
});
