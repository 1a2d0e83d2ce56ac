import { describe, expect, it } from 'vitest';
import { loadModules } from './load-modules.ts';

const load = async (files: Readonly<Record<string, string>>, entry = 'src/main.ts') => {
  const modules = await loadModules(entry, async (path) => {
    const text = files[path];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });
  return modules.map(({ path, type, bytes }) => [path, type, new TextDecoder().decode(bytes)]);
};

describe('when a worker is loaded', () => {
  it('takes what it imports, without types, each file once', async () => {
    const modules = await load({
      'src/main.ts': `import type { X } from '../../worker.ts';\nimport { a } from './a.ts';\nconst n: number = a;`,
      'src/a.ts': `import './main.ts';\nimport rows from '../data/rows.json';\nexport const a = 1;`,
      'data/rows.json': '[]',
    });
    expect(modules.map(([path, type]) => `${path} ${type}`)).toEqual([
      'src/main.ts esModule',
      'src/a.ts esModule',
      'data/rows.json json',
    ]);
    expect(modules[0]?.[2]).not.toMatch(/number|import type/);
  });

  it('lets it use what the runtime gives', async () => {
    expect(
      await load({ 'a.js': `import { connect } from 'cloudflare:sockets'; import.meta.url` }, 'a.js'),
    ).toHaveLength(1);
  });

  it.each([
    ['take for ever to read', `x = ${'<T>('.repeat(40)}1${')'.repeat(40)}`],
    ['are too deep to read', `x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
  ])('goes on with others after types that %s', async (_, text) => {
    await expect(load({ 'a.ts': text }, 'a.ts')).rejects.toMatchObject({ code: 'invalid' });
    expect(await load({ 'a.ts': 'export default 1 as number' }, 'a.ts')).toHaveLength(1);
  });

  it('takes thousands of imports as fast as it reads', async () => {
    const text = `import "cloudflare:workers";\n`.repeat(40_000);
    expect(await load({ 'a.js': text }, 'a.js')).toHaveLength(1);
  }, 10_000);

  it.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['is not there', {}, 'src/main.ts', /runtime\.entry names src\/main\.ts, which is not beside/],
    ['is outside', {}, '../../other/main.ts', /not a file beside the manifest/],
    ['is absolute', {}, '/etc/passwd', /not a file beside the manifest/],
    ['leaves the folder later', { 'a.js': `\nimport '../../b.js'` }, 'a.js', /a\.js:2 leads to/],
    ['imports a package', { 'a.js': `import 'lodash'` }, 'a.js', /a\.js:1 imports "lodash"/],
    ['imports a module of Node', { 'a.js': `import 'node:fs'` }, 'a.js', /a\.js:1 imports "node:fs"/],
    ['imports an address', { 'a.js': `import 'https://x.example/a.js'` }, 'a.js', /a\.js:1 imports "https/],
    ['imports what nobody knows', { 'a.js': `import(x)` }, 'a.js', /a\.js:1 imports what is only known/],
    ['is no module', { 'a.js': `import {` }, 'a.js', /a\.js is no module/],
    [
      'has types that are code',
      { 'a.ts': `\n enum A { B }` },
      'a.ts',
      /a\.ts:2:2 is not TypeScript whose types .*enum/,
    ],
    ['is of a type that nobody knows', { 'a.py': '' }, 'a.py', /expected a \.ts/],
    ['has an odd name', {}, 'src/a"b.ts', /not a file beside the manifest/],
  ])('refuses one that %s', async (_, files, entry, message) => {
    await expect(load(files, entry)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    });
  });
});
