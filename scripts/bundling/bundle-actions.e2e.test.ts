import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { Report } from '@souk/model/report/report.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledFiles, bundleActions } from './bundle-actions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let files: BundledFiles;
/** The repository as an action finds itself in: without packages. */
let installed: string;
beforeAll(async () => {
  files = await bundleActions(root);
  installed = mkdtempSync(join(tmpdir(), 'souk-bundle-'));
  cpSync(join(root, 'policies'), join(installed, 'policies'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    writeFileSync(join(installed, path), bytes);
  }
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));

const manifest = `apiVersion: souk/v1
kind: App
id: parcel-board
version: 1.0.0
name: Parcel Board
summary: Shows where parcels are.
owner: nobody
license: MIT
sbom: sbom.cdx.xml
runtime: {type: container, version: node24}
`;

/** Runs a bundled action on a change of the sample catalog, with nothing in the environment but what a runner sets. */
function act(name: string, changed: Readonly<Record<string, string>>, inputs: Record<string, string> = {}) {
  using repository = new TemporaryRepository();
  cpSync(join(root, 'catalog'), join(repository.dir, 'catalog'), { recursive: true });
  const before = repository.commit();
  const after = repository.commit(changed);
  const event = { ref: 'refs/heads/main', before, after };
  const file = (path: string): string => join(repository.dir, '.git', path);
  writeFileSync(file('event.json'), JSON.stringify(event));
  for (const path of ['output', 'summary']) writeFileSync(file(path), '');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(installed, 'actions', name, 'dist', 'index.js')],
    {
      encoding: 'utf8',
      cwd: tmpdir(),
      env: {
        PATH: process.env['PATH'],
        RUNNER_TEMP: file('.'),
        GITHUB_REPOSITORY: 'acme/souk',
        GITHUB_WORKSPACE: repository.dir,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_EVENT_PATH: file('event.json'),
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        ...Object.fromEntries(
          Object.entries(inputs).map(([key, text]) => [`INPUT_${key.toUpperCase()}`, text]),
        ),
      },
    },
  );
  const path = /report<<\S+\n(.+)\n/.exec(readFileSync(file('output'), 'utf8'))?.[1];
  if (path === undefined) throw new Error(`There is no report: ${stdout}${stderr}`);
  const report: Report = JSON.parse(readFileSync(path, 'utf8'));
  return { status, stdout, stderr, report, summary: readFileSync(file('summary'), 'utf8') };
}

const folder = 'catalog/apps/parcel-board';
const change = {
  [`${folder}/manifest.yaml`]: manifest,
  [`${folder}/sbom.cdx.xml`]: '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><nothing/></bom>',
  [`${folder}/Dockerfile`]: 'FROM node:latest\n',
  [`${folder}/main.tf`]: 'resource "aws_s3_bucket" "x" { acl = "public-read" }\n',
  [`${folder}/openapi.yaml`]: 'openapi: 3.1.0\ninfo: {}\npaths: {}\n',
};

describe('when actions are bundled', () => {
  it('gives the same bytes again', async () => {
    expect(await bundleActions(root)).toEqual(files);
  });

  it('gives each action a small entry, and everything else once', () => {
    const own = [...files].filter(([path]) => /^actions\/(?!shared\/)/.test(path));
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(([, { length }]) => length > 150_000)).toEqual([]);
  });

  it('brings along the licences of what is in it', () => {
    const licences = Buffer.from(files.get('actions/shared/dist/licences.txt') ?? '').toString();
    for (const name of ['ajv', '@actions/core', 'libxml2-wasm'])
      expect(licences.includes(`${name} `)).toBe(true);
    expect(licences.includes('Licence: undefined')).toBe(false);
  });
});

describe('when a bundled action runs where no packages are', () => {
  it('finds what the rules and the looks find, in threads and by data files of their own', () => {
    const { status, report, stdout, summary } = act('check', change);
    const rules = new Set(report.findings.map(({ rule }) => rule));
    expect(report.findings.filter(({ level }) => level === 'error')).toEqual([]);
    const families = new Set([...rules].map((rule) => rule.split('/')[0]));
    for (const family of ['reference', 'sbom', 'container', 'terraform', 'developer'])
      expect([...families]).toContain(family);
    expect({ status, verdict: report.verdict }).toEqual({ status: 1, verdict: 'fail' });
    expect(stdout).toContain(`::error file=${folder}/manifest.yaml,line=`);
    expect(summary).toContain('## ❌ Souk: ');
  });

  it.each([
    ['policy', ['developer', 'platform']],
    ['sbom', ['sbom']],
    ['contract', []],
    ['validate', ['reference']],
  ])('tells only what it is for: %s', (name, families) => {
    const { report } = act(name, change);
    expect([...new Set(report.findings.map(({ rule }) => rule.split('/')[0]))].sort()).toEqual(families);
  });
});
