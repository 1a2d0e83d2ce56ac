import { describe, expect, it } from 'vitest';
import { type CollectedParts, collectParts } from './collect-parts.ts';
import { LockfileError } from './part-list.ts';

const collect = (file: string, content: string | object): CollectedParts =>
  collectParts(new Map([[file, typeof content === 'string' ? content : JSON.stringify(content)]]));

const edges = ({ parts, direct }: CollectedParts): Record<string, readonly string[]> =>
  Object.fromEntries([['', direct], ...parts.map(({ purl, dependsOn }) => [purl, dependsOn])]);

describe('when there is an npm lockfile', () => {
  const lockfile = {
    name: 'invoice-scanner',
    lockfileVersion: 3,
    packages: {
      '': { name: 'invoice-scanner', version: '1.4.2', dependencies: { a: '^1', '@acme/b': '^2' } },
      'node_modules/a': {
        version: '1.0.0',
        license: 'MIT',
        integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
        dependencies: { c: '^1' },
        optionalDependencies: { missing: '^1' },
      },
      'node_modules/@acme/b': { version: '2.0.0', dependencies: { c: '^2' } },
      'node_modules/@acme/b/node_modules/c': { version: '2.0.0', optional: true },
      'node_modules/c': { version: '1.0.0' },
      'node_modules/tester': { version: '9.0.0', dev: true },
      'node_modules/alias': { name: 'real', version: '3.0.0' },
      'packages/tool': { version: '0.1.0', dependencies: { alias: '^3' } },
      'node_modules/tool': { resolved: 'packages/tool', link: true },
    },
  };

  it('resolves each dependency as Node does, and leaves development out', () => {
    expect(edges(collect('package-lock.json', lockfile))).toEqual({
      '': ['pkg:npm/a@1.0.0', 'pkg:npm/%40acme/b@2.0.0', 'pkg:npm/real@3.0.0'],
      'pkg:npm/a@1.0.0': ['pkg:npm/c@1.0.0'],
      'pkg:npm/%40acme/b@2.0.0': ['pkg:npm/c@2.0.0'],
      'pkg:npm/c@2.0.0': [],
      'pkg:npm/c@1.0.0': [],
      'pkg:npm/real@3.0.0': [],
    });
  });

  it('keeps licence, hash and whether a part is optional', () => {
    const { parts, project } = collect('package-lock.json', lockfile);
    expect(project).toEqual({ name: 'invoice-scanner', version: '1.4.2' });
    expect(parts[0]).toMatchObject({
      license: 'MIT',
      hashes: { 'SHA-512': '01'.repeat(64) },
      optional: false,
    });
    expect(parts.find(({ version, name }) => name === 'c' && version === '2.0.0')?.optional).toBe(true);
  });

  it.each([
    ['of version 1', { lockfileVersion: 1, dependencies: {} }],
    ['that is no JSON', 'lockfileVersion: 3'],
  ])('refuses one %s', (_name, content) => {
    expect(() => collect('package-lock.json', content)).toThrow(LockfileError);
  });

  it('takes names that objects inherit for plain names', () => {
    const text =
      '{"packages": {"": {"dependencies": {"__proto__": "1", "constructor": "1"}}, "node_modules/constructor": {"version": "1.0.0"}}}';
    expect(collect('package-lock.json', text).direct).toEqual(['pkg:npm/constructor@1.0.0']);
  });
});

describe('when there are requirements of Python', () => {
  it('lists what is pinned and tells what is not', () => {
    const text = [
      '# comment',
      '--index-url https://pypi.example.com',
      'Flask_Login==0.6.3 \\',
      `    --hash=sha256:${'a'.repeat(64)}`,
      'requests[socks] == 2.32.4 ; python_version > "3.9"  # pinned',
      `two==1.0 --hash=sha256:${'a'.repeat(64)} --hash=sha256:${'b'.repeat(64)}`,
      'loose>=1.0',
      'wild==1.*,<2',
      '-r other.txt',
    ].join('\n');
    const { parts, notes } = collect('requirements.txt', text);
    expect(parts.map(({ purl, hashes }) => [purl, Object.keys(hashes)])).toEqual([
      ['pkg:pypi/flask-login@0.6.3', ['SHA-256']],
      ['pkg:pypi/requests@2.32.4', []],
      ['pkg:pypi/two@1.0', []],
    ]);
    expect(notes).toEqual([
      'requirements.txt does not pin "loose>=1.0" to one version, so it is left out.',
      'requirements.txt does not pin "wild==1.*,<2" to one version, so it is left out.',
      'requirements.txt includes other.txt, which was not read.',
    ]);
  });
});

describe('when there is a lockfile of Python', () => {
  const uv = `
version = 1
[[package]]
name = "invoice-scanner"
version = "1.4.2"
source = { virtual = "." }
dependencies = [{ name = "httpx" }]
[package.dev-dependencies]
dev = [{ name = "pytest" }]
[[package]]
name = "httpx"
version = "0.28.1"
source = { registry = "https://python.public.dev/simple" }
dependencies = [{ name = "idna" }, { name = "idna" }]
sdist = { url = "https://example.com/httpx.tar.gz", hash = "sha256:${'a'.repeat(64)}" }
[[package]]
name = "idna"
version = "3.11"
source = { registry = "https://python.public.dev/simple" }
dependencies = [{ name = "httpx" }]
[[package]]
name = "pytest"
version = "9.0.0"
source = { registry = "https://python.public.dev/simple" }
`;

  it('reads what uv reaches from the project, in circles too', () => {
    const collected = collect('uv.lock', uv);
    expect(edges(collected)).toEqual({
      '': ['pkg:pypi/httpx@0.28.1'],
      'pkg:pypi/httpx@0.28.1': ['pkg:pypi/idna@3.11'],
      'pkg:pypi/idna@3.11': ['pkg:pypi/httpx@0.28.1'],
    });
    expect(collected.parts[0]?.hashes).toEqual({ 'SHA-256': 'a'.repeat(64) });
    expect(collected.project).toEqual({ name: 'invoice-scanner', version: '1.4.2' });
  });

  it('reads the main group of poetry', () => {
    const text = `
[[package]]
name = "Jinja2"
version = "3.1.6"
groups = ["main"]
files = [{file = "jinja2-3.1.6.tar.gz", hash = "sha256:${'b'.repeat(64)}"}]
[package.dependencies]
MarkupSafe = ">=2.0"
[[package]]
name = "markupsafe"
version = "3.0.3"
groups = ["main", "dev"]
[[package]]
name = "ruff"
version = "0.14.0"
groups = ["dev"]
[[package]]
name = "old-tester"
version = "1"
category = "dev"
`;
    expect(edges(collect('poetry.lock', text))).toEqual({
      '': ['pkg:pypi/jinja2@3.1.6'],
      'pkg:pypi/jinja2@3.1.6': ['pkg:pypi/markupsafe@3.0.3'],
      'pkg:pypi/markupsafe@3.0.3': [],
    });
  });

  it.each([
    ['uv.lock', 'not = = toml'],
    ['uv.lock', 'version = 1'],
    ['poetry.lock', '[[package'],
  ])('refuses a broken %s', (file, text) => {
    expect(() => collect(file, text)).toThrow(LockfileError);
  });

  it('reads the lockfile rather than the requirements beside it', () => {
    const files = new Map([
      ['requirements.txt', 'old==1.0'],
      ['uv.lock', uv],
    ]);
    expect(collectParts(files).from).toEqual(['uv.lock']);
  });
});

describe('when there is a Go module', () => {
  it('reads blocks, single lines, comments and replacements', () => {
    const text = `
module example.com/invoice-scanner // the module
go 1.25
require github.com/acme/one v1.0.0
require (
	golang.org/x/net v0.40.0 // indirect
	github.com/acme/two/v2 v2.1.0+incompatible
	example.com/local v0.0.0
)
replace github.com/acme/one => github.com/fork/one v1.0.1
replace example.com/local => ../local
exclude github.com/acme/two/v2 v2.0.0
`;
    const collected = collect('go.mod', text);
    expect(collected.parts.map(({ purl }) => purl)).toEqual([
      'pkg:golang/github.com/fork/one@v1.0.1',
      'pkg:golang/golang.org/x/net@v0.40.0',
      'pkg:golang/github.com/acme/two/v2@v2.1.0+incompatible',
    ]);
    expect(collected.direct).toEqual([
      'pkg:golang/github.com/fork/one@v1.0.1',
      'pkg:golang/github.com/acme/two/v2@v2.1.0+incompatible',
    ]);
    expect(collected.notes).toEqual([
      'go.mod replaces example.com/local by the folder ../local, which has no version, so it is left out.',
    ]);
  });

  it('refuses a file without a module', () => {
    expect(() => collect('go.mod', 'require a v1')).toThrow(LockfileError);
  });
});

describe('when there is a container file', () => {
  it('lists the image that the result is built upon, and those that it copies from', () => {
    const text = `
ARG NODE=24
FROM golang:1.25 AS build
FROM node:\${NODE}-slim@sha256:${'a'.repeat(64)} AS base
FROM base
COPY --from=build /app /app
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/
`;
    const { parts, notes } = collect('Dockerfile', text);
    expect(parts.map(({ purl }) => purl)).toEqual([
      `pkg:oci/node@sha256:${'a'.repeat(64)}?repository_url=docker.io%2Flibrary%2Fnode&tag=24-slim`,
      'pkg:docker/astral-sh/uv@0.9?repository_url=ghcr.io',
    ]);
    expect(notes[0]).toContain('does not pin pkg:docker/astral-sh/uv@0.9');
  });

  it('lists nothing for an image from scratch', () => {
    expect(collect('Dockerfile', 'FROM scratch\nCOPY app /app').parts).toEqual([]);
  });

  it('tells of a base that only the caller of the build knows', () => {
    expect(collect('Containerfile', 'ARG BASE\nFROM $BASE').notes).toEqual([
      'Containerfile takes its base from a variable without a default, so the image is left out.',
    ]);
  });
});
