import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { aConnector } from '@souk/model/testing/manifests.ts';
import { aCyclonedx } from '@souk/vetting/sbom/testing/documents.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runCli } from '../testing/run-cli.ts';

const folder = 'connectors/crm-sync';
let repository: TemporaryRepository;

const lockfile = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'crm', version: '0.0.0', dependencies: { zod: '^4' } },
    'node_modules/zod': { version: '4.1.0', license: 'MIT', integrity: `sha512-${'A'.repeat(86)}==` },
  },
};

beforeEach(() => {
  repository = new TemporaryRepository();
  repository.commit({
    [`${folder}/manifest.yaml`]: stringify(aConnector()),
    [`${folder}/package-lock.json`]: JSON.stringify(lockfile),
    'about-another.cdx.json': JSON.stringify(aCyclonedx()),
    'broken.cdx.json': JSON.stringify(aCyclonedx({ version: 'one' }), null, 2),
    'poor.cdx.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'x' }],
    }),
    'connectors/empty/README.md': '# Empty',
  });
});

afterEach(() => repository[Symbol.dispose]());

const sbom = (...args: string[]): ReturnType<typeof runCli> => runCli(repository.dir, ['sbom', ...args]);

describe('when the command line is wrong', () => {
  it.each([
    ['an unknown subcommand', ['generat'], 'Did you mean generate?'],
    ['no file', ['verify'], "missing required argument 'file'"],
    ['a file that is not there', ['score', 'nowhere.json'], 'does not exist'],
    ['a folder for a file', ['score', folder], 'is not a file'],
    [
      'a score that is none',
      ['score', 'poor.cdx.json', '--minimum', 'high'],
      '--minimum needs a number from 0 to 100',
    ],
    ['a folder without a manifest', ['verify', 'poor.cdx.json', '--entry', 'connectors'], 'has none'],
    ['an id that is not there', ['generate', 'crm-sink'], 'Did you mean'],
    ['a folder without a lockfile', ['generate', 'connectors/empty'], 'none of the files'],
    ['a file that is there', ['generate', folder, '--output', 'poor.cdx.json'], '--force'],
  ])('answers %s with exit code 2', async (_name, args, words) => {
    const result = await sbom(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });
});

describe('when a document is generated', () => {
  it('gives the same bytes by id and by folder, and holds for its entry', async () => {
    const byId = await sbom('generate', 'crm-sync');
    const byFolder = await sbom('generate', folder);
    expect(byId).toMatchObject({ exitCode: 0 });
    expect(byFolder.stdout).toBe(byId.stdout);
    expect(byId.stderr).toBe('Listed 1 component of crm-sync 1.4.2 from package-lock.json.\n');

    await sbom('generate', 'crm-sync', '--output', 'out.cdx.json');
    expect(readFileSync(join(repository.dir, 'out.cdx.json'), 'utf8')).toBe(byId.stdout);
    const verified = await sbom('verify', 'out.cdx.json', '--entry', folder);
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(verified.stdout).toContain('✔ The document holds: it describes this version by name');
  });

  it('needs a time where there is no commit', async () => {
    repository.write({ 'new/package-lock.json': JSON.stringify(lockfile) });
    expect(await sbom('generate', './new')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--timestamp'),
    });
    expect(await sbom('generate', './new', '--timestamp', '2026-11-01')).toMatchObject({ exitCode: 0 });
  });
});

describe('when a document is verified', () => {
  it('shows each finding at its line, and refuses', async () => {
    const result = await sbom('verify', 'broken.cdx.json');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('version must be integer; found "one"');
    expect(result.stdout).toContain('4:14  sbom/schema');
    expect(result.stdout).toContain('✖ The document is refused: 1 finding');
  });

  it('refuses a document of another entry', async () => {
    const result = await sbom('verify', 'about-another.cdx.json', '--entry', folder, '--format', 'json');
    expect(result.exitCode).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({
      schema: 'souk.sbom/v1',
      facts: { binding: 'none', components: 1 },
      findings: [{ rule: 'sbom/subject', level: 'deny' }],
    });
  });
});

describe('when a document is scored', () => {
  it('shows where points are lost', async () => {
    const result = await sbom('score', 'poor.cdx.json');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('5 of 100  poor.cdx.json');
    expect(result.stdout).toContain('1 of 1 components: neither purl nor CPE');
  });

  it('passes from the minimum on', async () => {
    expect(await sbom('score', 'about-another.cdx.json', '--minimum', '100')).toMatchObject({ exitCode: 0 });
  });

  it('shows what is wrong with a document that cannot be read', async () => {
    const result = await sbom('score', 'broken.cdx.json');
    expect(result).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('sbom/schema') });
  });
});
