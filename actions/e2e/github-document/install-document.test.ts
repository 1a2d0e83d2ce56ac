import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDocument, installedDocument } from './find-document.ts';
import { type DocumentRelease, installDocument } from './install-document.ts';

let folder: string;
let tarball: string;
let release: DocumentRelease;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-document-'));
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package', 'api.json'), '{"openapi":"3.0.3"}');
  writeFileSync(join(folder, 'package', 'index.js'), 'throw new Error("never run")');
  tarball = join(folder, 'api-1.0.0.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
  const sha512 = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  release = { package: 'api', version: '1.0.0', file: 'package/api.json', sha512 };
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = () => ({ XDG_CACHE_HOME: join(folder, 'cache') });
const install = (changed: Partial<DocumentRelease> = {}) =>
  installDocument({
    environment: environment(),
    tell: () => {},
    release: { ...release, ...changed },
    pack: async (_release, into) => copyFileSync(tarball, join(into, 'api-1.0.0.tgz')),
  });

describe("when GitHub's OpenAPI document is installed", () => {
  it('keeps that one file of the pinned package', async () => {
    const path = installedDocument(environment());
    expect(await install()).toEqual({ path, how: 'downloaded' });
    expect(readFileSync(path, 'utf8')).toBe('{"openapi":"3.0.3"}');
    expect(readdirSync(join(folder, 'cache', 'souk'))).toHaveLength(1);
  });

  it('takes the one that is there', async () => {
    await install();
    expect(await install({ sha512: 'another' })).toMatchObject({ how: 'found' });
  });

  it('throws another package away', async () => {
    await expect(install({ sha512: 'another' })).rejects.toThrow('expected SHA-512 another');
    expect(await findDocument(environment())).toBeUndefined();
  });
});

describe('when the document is looked for', () => {
  it('returns the one that is named', async () => {
    const named = join(folder, 'package', 'api.json');
    expect(await findDocument({ ...environment(), SOUK_GITHUB_API_DOCUMENT: named })).toBe(named);
  });

  it('says that the one that is named is not there', async () => {
    const nowhere = join(folder, 'nowhere.json');
    await expect(findDocument({ SOUK_GITHUB_API_DOCUMENT: nowhere })).rejects.toThrow('cannot be read');
  });
});
