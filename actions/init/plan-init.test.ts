import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import { checkManifest } from '@souk/model/manifest/parse-manifest.ts';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type InitOptions, planInit, type TemplateFile } from './plan-init.ts';
import { readTemplate } from './template-reader.ts';
import { defaultTemplates, templates } from './templates.ts';

const none: ReadonlySet<string> = new Set();

function optionsFor(
  template: { id: string; kind: 'App' | 'Connector' },
  more: Partial<InitOptions> = {},
): InitOptions {
  return {
    kind: template.kind,
    template: template.id,
    id: 'invoice-scanner',
    name: 'Invoice: "Scanner" #1',
    owner: 'finance-platform',
    ...more,
  };
}

async function planFor(
  template: (typeof templates)[number],
  more: Partial<InitOptions> = {},
): Promise<{ files: readonly TemplateFile[]; manifest: Entry; text: string }> {
  const plan = planInit(optionsFor(template, more), await readTemplate(template.id), none);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const text = plan.files.find(({ path }) => path.endsWith('/manifest.yaml'))?.text ?? '';
  return { files: plan.files, manifest: parse(text) as Entry, text };
}

/** Attachments that a manifest names. */
function namedFiles(entry: Entry): string[] {
  const apis = (entry.apis?.provides ?? []).flatMap((api) =>
    typeof api === 'string' ? [] : (api.openapi ?? []),
  );
  const events = [...(entry.events?.produces ?? []), ...(entry.events?.consumes ?? [])].flatMap((event) =>
    typeof event === 'string' ? [] : (event.schema ?? []),
  );
  const deploy = entry.kind === 'Connector' ? entry.deploy : undefined;
  const docs = [
    entry.support?.runbook,
    entry.quality?.changelog,
    entry.quality?.documentation,
    deploy,
  ].filter((path) => path !== undefined);
  return [...apis, ...events, ...docs];
}

describe('when the templates are looked at', () => {
  it('has one for every type of runtime and every pattern', async () => {
    const made = await Promise.all(templates.map((template) => planFor(template)));
    const types = made.slice(0, 7).map(({ manifest }) => manifest.runtime.type);
    expect(types).toEqual([
      'wasm',
      'container',
      'function',
      'web-component',
      'iframe',
      'terraform',
      'low-code',
    ]);
    expect(templates.slice(7).map(({ id }) => id)).toEqual([
      'api-first',
      'event-driven',
      'adapter',
      'sidecar',
      'managed-connector',
    ]);
  });

  it('lists exactly the folders that ship, and defaults that exist', () => {
    const folders = readdirSync(join(import.meta.dirname, '..', 'templates'), {
      withFileTypes: true,
    }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    expect(folders.toSorted()).toEqual(templates.map(({ id }) => id).toSorted());
    for (const [kind, id] of Object.entries(defaultTemplates))
      expect(templates.find((template) => template.id === id)?.kind).toBe(kind);
  });
});

describe.each(templates)('when $id is planned', (template) => {
  it('satisfies the schema, with the values given', async () => {
    const { manifest, text } = await planFor(template, { domain: 'finance' });
    expect(checkManifest(manifest).problems).toEqual([]);
    expect(readYaml(text)).toEqual({ ok: true, value: manifest });
    expect(manifest).toMatchObject({
      kind: template.kind,
      id: 'invoice-scanner',
      name: 'Invoice: "Scanner" #1',
      owner: 'finance-platform',
      domain: 'finance',
    });
  });

  it('goes to the folder of its kind, below the schema that its first line names', async () => {
    const { files, text } = await planFor(template);
    const root = template.kind === 'App' ? 'catalog/apps/invoice-scanner/' : 'connectors/invoice-scanner/';
    for (const { path } of files) expect(path.startsWith(root)).toBe(true);
    const up = template.kind === 'App' ? '../../../' : '../../';
    expect(text.split('\n')[0]).toBe(
      `# yaml-language-server: $schema=${up}schemas/manifest/${template.kind.toLowerCase()}.schema.json`,
    );
    expect(text.split('\n')[1]).toBe('apiVersion: souk/v1');
    expect(text).toContain('# Worth adding');
  });

  it('brings every file that it names, and docs with something in them', async () => {
    const { files, manifest } = await planFor(template);
    const paths = files.map(({ path }) => path.replace(/^.*?invoice-scanner\//, ''));
    for (const path of namedFiles(manifest)) expect(paths).toContain(path);
    const runbook = files.find(({ path }) => path.endsWith('/runbook.md'))?.text ?? '';
    for (const section of [
      'What it does',
      'Is it healthy',
      'roll back',
      'When something breaks',
      'Data and secrets',
      'Escalation',
    ])
      expect(runbook).toContain(section);
  });

  it('refers to nothing that a catalog may lack, and leaves no placeholder', async () => {
    const { files, manifest } = await planFor(template);
    const placeholder = (
      parse(
        (await readTemplate(template.id)).find(({ path }) => path === 'manifest.yaml')?.text ?? '',
      ) as Entry
    ).id;
    for (const { text } of files) expect(text).not.toContain(placeholder);
    expect(JSON.stringify(manifest)).not.toContain('my-team');
    for (const field of ['domain', 'tags', 'compliance', 'backupOwner', 'costCenter', 'billing', 'artifact'])
      expect(manifest).not.toHaveProperty(field);
    expect(manifest.permissions?.flatMap(({ scopes }) => scopes ?? []) ?? []).toEqual([]);
  });
});

describe('when options are wrong', () => {
  const cases: readonly (readonly [string, Partial<InitOptions>, string, string])[] = [
    ['an unknown template', { template: 'contaner' }, 'template', 'container'],
    ['a template of the other kind', { template: 'sidecar' }, 'template', 'souk init connector'],
    ['an id with capitals', { id: 'Invoice Scanner' }, 'id', 'invoice-scanner'],
    ['an id that leads elsewhere', { id: '../../etc' }, 'id', 'etc'],
    ['an id that is taken', { id: 'taken' }, 'id', 'already'],
    ['a name of one letter', { name: 'x' }, 'name', '2 to 80'],
    ['an owner that is no id', { owner: 'Team A' }, 'owner', 'team-a'],
    ['a very long id', { id: 'a'.repeat(64) }, 'id', '63'],
  ];

  it.each(cases)('explains %s', (_name, more, field, part) => {
    const plan = planInit(optionsFor({ id: 'container', kind: 'App' }, more), [], new Set(['taken']));
    expect(plan.ok ? [] : plan.problems).toEqual([{ field, message: expect.stringContaining(part) }]);
  });

  it('never plans a file outside of the catalog, whatever the id', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('..', '/etc/passwd', 'a/../b', 'a\0b', 'con', 'a'.repeat(500))),
        (id) => {
          const plan = planInit(
            optionsFor({ id: 'container', kind: 'App' }, { id }),
            [{ path: 'README.md', text: '' }],
            none,
          );
          if (plan.ok)
            expect(plan.files[0]?.path).toMatch(/^catalog\/apps\/[a-z0-9]+(-[a-z0-9]+)*\/README\.md$/);
        },
      ),
    );
  });
});
