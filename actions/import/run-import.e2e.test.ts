import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderReader } from './folder-reader.ts';
import { createFolderWriter } from './folder-writer.ts';
import { createMemoryWriter } from './memory-writer.ts';
import { pathFault } from './path-fault.ts';
import type { FoundFile } from './ports.ts';
import { type ImportIo, runImport } from './run-import.ts';

function ioFor(files: readonly FoundFile[]): ImportIo & { target: ReturnType<typeof createMemoryWriter> } {
  return { source: { read: async () => files }, target: createMemoryWriter() };
}

const flat = (id: string): FoundFile => ({
  path: `${id}.yaml`,
  text: JSON.stringify({ id, owner: 'team-a', version: '1.0.0', runtime: 'container' }),
});

describe('when manifests are imported', () => {
  it('writes a file for each, counts them, and groups the notes', async () => {
    const io = ioFor([
      flat('a'),
      flat('b'),
      { path: 'c.yaml', text: 'just text' },
      { path: 'big.yaml', skipped: 'Too large.' },
    ]);
    const result = await runImport({ from: 'flat', path: 'x' }, io);
    expect(result).toMatchObject({
      status: 'done',
      files: 4,
      entries: 2,
      teams: 1,
      written: ['catalog/apps/a/manifest.yaml', 'catalog/apps/b/manifest.yaml', 'catalog/teams/team-a.yaml'],
      failures: [
        { source: 'big.yaml', message: 'Too large.' },
        { source: 'c.yaml', message: 'It is not a mapping of fields.' },
      ],
    });
    expect(result.status === 'done' && result.groups.map(({ label }) => label)).toContain(
      'assumed: No summary or description is long enough; one was made of the name. (2 files)',
    );
    expect(io.target.files.get('catalog/apps/a/manifest.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/schemas\/manifest\/app\.schema\.json\napiVersion: souk\/v1\n/,
    );
  });

  it('writes nothing and lists the files when some exist, unless forced', async () => {
    const io = ioFor([flat('a'), flat('b')]);
    await io.target.write('catalog/apps/b/manifest.yaml', 'mine');
    expect(await runImport({ from: 'flat', path: 'x' }, io)).toEqual({
      status: 'exists',
      paths: ['catalog/apps/b/manifest.yaml'],
    });
    expect([...io.target.files]).toEqual([['catalog/apps/b/manifest.yaml', 'mine']]);
    expect(await runImport({ from: 'flat', path: 'x', force: true }, io)).toMatchObject({ status: 'done' });
    expect(io.target.files.get('catalog/apps/b/manifest.yaml')).toContain('id: b');
  });

  it('leaves a team that exists as it is, also when forced', async () => {
    const io = ioFor([flat('a')]);
    await io.target.write('catalog/teams/team-a.yaml', 'real');
    expect(await runImport({ from: 'flat', path: 'x', force: true }, io)).toMatchObject({
      status: 'done',
      teams: 0,
      kept: ['catalog/teams/team-a.yaml'],
    });
    expect(io.target.files.get('catalog/teams/team-a.yaml')).toBe('real');
  });

  it('says so when there is nothing to import', async () => {
    expect(await runImport({ from: 'flat', path: 'x' }, ioFor([{ path: 'c.yaml', text: '' }]))).toEqual({
      status: 'nothing',
      files: 1,
      failures: [{ source: 'c.yaml', message: 'The file is empty.' }],
    });
  });
});

describe('when names in a source are hostile', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '../../etc/passwd',
      '/etc/passwd',
      'a\0b',
      'x'.repeat(5000),
      '.git',
      'CON',
      'a/../../b',
      '..\\..\\b',
      '%2e%2e%2f',
    ),
  );

  it.each(['flat', 'mcp-registry', 'backstage'] as const)(
    '%s writes inside of the catalog only',
    async (from) => {
      await fc.assert(
        fc.asyncProperty(hostile, hostile, async (name, owner) => {
          const metadata = { name, title: name };
          const documents = {
            flat: { id: name, name, owner, team: owner },
            'mcp-registry': { name, about: { title: name } },
            backstage: { kind: 'Component', metadata, spec: { owner, providesApis: [name] } },
          };
          const io = ioFor([{ path: 'server.yaml', text: JSON.stringify(documents[from]) }]);
          await runImport({ from, path: 'x', owner }, io);
          for (const path of io.target.files.keys())
            expect(path).toMatch(/^catalog\/(apps\/[a-z0-9-]{1,63}\/manifest|teams\/[a-z0-9-]{1,63})\.yaml$/);
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each([
    '../a',
    '/a',
    'a/../b',
    'a\0b',
    'a//b',
    '',
    '.',
    'a/.git/hooks/x',
    'c:\\a',
    'x'.repeat(300),
    'é'.repeat(150),
  ])('has no path %j', (path) => {
    expect(pathFault(path)).toBeDefined();
  });
});

describe('when folders on disk are read and written', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'souk-import-'));
    await mkdir(join(folder, 'in', 'sub'), { recursive: true });
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'secret.yaml'), 'id: outside');
    await writeFile(join(folder, 'in', 'a.yaml'), 'id: a');
    await writeFile(join(folder, 'in', 'sub', 'b.json'), '{"id":"b"}');
    await writeFile(join(folder, 'in', 'notes.txt'), 'no manifest');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reads manifests below the folder and says why others are left out', async () => {
    await writeFile(join(folder, 'in', 'big.yaml'), 'x'.repeat(1024 * 1024 + 1));
    await writeFile(join(folder, 'in', 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0xfd]));
    await symlink(join(folder, 'secret.yaml'), join(folder, 'in', 'link.yaml'));
    await symlink(folder, join(folder, 'in', 'up'));
    await symlink(join(folder, 'in'), join(folder, 'in', 'sub', 'loop'));
    await symlink(join(folder, 'in', 'a.yaml'), join(folder, 'in', 'same.yaml'));
    await symlink('/nowhere/at/all', join(folder, 'in', 'dead.yaml'));
    const found = await createFolderReader().read(join(folder, 'in'));
    expect(
      found.map((file) => ('text' in file ? `${file.path}: ${file.text}` : `${file.path}! ${file.skipped}`)),
    ).toEqual([
      'a.yaml: id: a',
      'big.yaml! It has 1.0 MiB; a manifest has at most 1 MiB.',
      'bytes.yaml! It is not UTF-8 text.',
      'dead.yaml! It is a link that leads nowhere.',
      'link.yaml! It is a link out of the folder, which is not followed.',
      'same.yaml: id: a',
      'sub/b.json: {"id":"b"}',
      'up! It is a link out of the folder, which is not followed.',
    ]);
    expect(await createFolderReader().read(join(folder, 'in', 'a.yaml'))).toEqual([
      { path: 'a.yaml', text: 'id: a' },
    ]);
  });

  it('writes below the folder, and never through a link out of it', async () => {
    const writer = createFolderWriter(join(folder, 'out'));
    await writer.write('x/y.yaml', 'text');
    expect(await readFile(join(folder, 'out', 'x', 'y.yaml'), 'utf8')).toBe('text');
    expect([await writer.exists('x/y.yaml'), await writer.exists('x/z.yaml')]).toEqual([true, false]);
    await symlink(join(folder, 'in'), join(folder, 'out', 'door'));
    await symlink(join(folder, 'secret.yaml'), join(folder, 'out', 'file.yaml'));
    await expect(writer.write('door/a.yaml', 'changed')).rejects.toThrow(/leads out/);
    await expect(writer.write('file.yaml', 'changed')).rejects.toThrow();
    await expect(writer.write('../a.yaml', 'changed')).rejects.toThrow(/leads outside/);
    expect(await readFile(join(folder, 'in', 'a.yaml'), 'utf8')).toBe('id: a');
    expect(await readFile(join(folder, 'secret.yaml'), 'utf8')).toBe('id: outside');
  });
});
