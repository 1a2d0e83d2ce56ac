import { describe, expect, it } from 'vitest';
import type { SbomComponent } from '../sbom/sbom.ts';
import type { VettedFile } from '../vetted-entry.ts';
import type { DependencySettings } from './dependency-settings.ts';
import { arrangePopularPackages } from './popular-packages.ts';
import { dependencySettings } from './testing/dependency-settings.ts';
import { type DependencyVetting, vetDependencies } from './vet-dependencies.ts';

const place = { offset: 10, endOffset: 20 };
const now = new Date('2026-11-22');
const sha256 = 'a'.repeat(64);

function component(purl: string, changes: Partial<SbomComponent> = {}): SbomComponent {
  return { ref: purl, name: 'x', purl, licenses: [], hashes: { sha256 }, place, ...changes };
}

interface Given {
  readonly components?: readonly SbomComponent[];
  readonly lock?: unknown;
  readonly settings?: Partial<DependencySettings>;
}

function vet({ components, lock, settings: changes = {} }: Given): DependencyVetting {
  const settings = dependencySettings(changes);
  const sbom = {
    format: 'cyclonedx' as const,
    specVersion: '1.6',
    encoding: 'json' as const,
    components: components ?? [],
    dependencies: {},
    authors: [],
    tools: [],
  };
  const file: VettedFile = {
    name: 'package-lock.json',
    bytes: new TextEncoder().encode(typeof lock === 'string' ? lock : JSON.stringify(lock)),
    changed: true,
  };
  return vetDependencies(
    { files: new Map(lock === undefined ? [] : [[file.name, file]]) },
    settings,
    components === undefined ? undefined : { sbom, file: 'sbom.cdx.json' },
    { now, popular: arrangePopularPackages(settings) },
  );
}

const rulesOf = (given: Given): string[] => vet(given).findings.map(({ rule }) => rule);
const locked = (name: string, resolved: string, integrity: string | undefined = 'sha512-x') => ({
  lockfileVersion: 3,
  packages: { '': { name: 'app' }, [`node_modules/${name}`]: { version: '1.0.0', resolved, integrity } },
});

describe('when a package is disallowed', () => {
  const reason = 'Its maintainer lost the account.';
  it.each<
    [
      name: string,
      entry: Omit<DependencySettings['disallowed'][number], 'reason'>,
      purl: string,
      found: boolean,
    ]
  >([
    ['by name', { package: 'pkg:npm/colors' }, 'pkg:npm/colors@1.4.0', true],
    ['by scope', { package: 'pkg:npm/@evil/*' }, 'pkg:npm/%40evil/a@1.0.0', true],
    ['in these versions', { package: 'pkg:npm/colors', versions: '>1.4.0' }, 'pkg:npm/colors@1.4.44', true],
    ['in other versions', { package: 'pkg:npm/colors', versions: '>1.4.0' }, 'pkg:npm/colors@1.4.0', false],
    [
      'and its version is not told',
      { package: 'pkg:npm/colors', versions: '>1.4.0' },
      'pkg:npm/colors',
      true,
    ],
    ['under another name', { package: 'pkg:npm/colors' }, 'pkg:npm/colors2@1.4.0', false],
    ['in another ecosystem', { package: 'pkg:npm/colors' }, 'pkg:pypi/colors@1.4.0', false],
  ])('finds it %s', (_, entry, purl, found) => {
    const rules = rulesOf({
      components: [component(purl)],
      settings: { disallowed: [{ ...entry, reason }] },
    });
    expect(rules).toEqual(found ? ['dependency/disallowed'] : []);
  });

  it.each([
    ['by its own name', 'colors', 'https://registry.public.dev/colors/-/colors-1.4.44.tgz', true],
    ['under another name and version', 'ok', 'https://registry.public.dev/colors/-/colors-1.4.44.tgz', true],
    ['from a registry with a path', 'ok', 'https://npm.acme.dev/api/npm/colors/-/colors-1.4.44-a.tgz', true],
    ['in an address that tells another', 'colors', 'https://registry.public.dev/ok/-/ok-1.0.0.tgz', false],
    ['in a scope', 'ok', 'https://registry.public.dev/@ok%2fcolors/-/colors-1.4.44.tgz', false],
  ])('goes by what a lock file has fetched %s', (_name, name, resolved, found) => {
    const disallowed = [{ package: 'pkg:npm/colors', versions: '>1.4.0', reason }];
    const rules = rulesOf({ lock: locked(name, resolved), settings: { disallowed } });
    expect(rules).toEqual(found ? ['dependency/disallowed'] : []);
  });

  it('says why, and what to use', () => {
    const disallowed = [
      { package: 'pkg:npm/request', reason: 'It is no longer looked after.', instead: 'fetch' },
    ];
    expect(
      vet({ components: [component('pkg:npm/request@2.88.2')], settings: { disallowed } }).findings,
    ).toEqual([
      {
        rule: 'dependency/disallowed',
        file: 'sbom.cdx.json',
        place,
        about: 'pkg:npm/request',
        message:
          'pkg:npm/request 2.88.2 must not be used; pkg:npm/request is disallowed: It is no longer looked after.',
        help: 'Use fetch.',
      },
    ]);
  });
});

describe('when a package comes from somewhere', () => {
  it.each<[resolved: string, rules: string[]]>([
    ['https://registry.public.dev/ok/-/ok-1.0.0.tgz', []],
    ['https://npm.acme.dev/ok.tgz', []],
    ['https://npm.other.dev/ok.tgz', ['dependency/registry']],
    ['https://registry.public.dev.other.dev/ok.tgz', ['dependency/registry']],
    ['https://a.evil.dev/ok.tgz', ['dependency/registry']],
    ['http://registry.public.dev/ok.tgz', ['dependency/source']],
    ['git+https://npm.acme.dev/ok.git#main', ['dependency/source']],
    ['file:vendor/ok.tgz', []],
  ])('judges %s in a lock file', (resolved, rules) => {
    expect(rulesOf({ lock: locked('ok', resolved) })).toEqual(rules);
  });

  it('judges what a package URL says', () => {
    const purl = 'pkg:npm/ok@1.0.0?repository_url=https://npm.other.dev';
    expect(rulesOf({ components: [component(purl)] })).toEqual(['dependency/registry']);
  });

  it('knows no hosts for a kind whose name all objects have', () => {
    expect(rulesOf({ components: [component('pkg:constructor/ok@1?repository_url=https://x.dev')] })).toEqual(
      [],
    );
  });

  it('lets kinds of packages come from anywhere that no list names, but for hosts that are denied', () => {
    expect(rulesOf({ components: [component('pkg:pypi/ok@1?repository_url=https://x.dev')] })).toEqual([]);
    expect(rulesOf({ components: [component('pkg:pypi/ok@1?repository_url=https://devil.dev')] })).toEqual(
      [],
    );
    expect(rulesOf({ components: [component('pkg:pypi/ok@1?repository_url=https://x.evil.dev')] })).toEqual([
      'dependency/registry',
    ]);
  });

  it('points at the address in the lock file', () => {
    expect(vet({ lock: locked('@a/ok', 'https://npm.other.dev/ok.tgz') }).findings[0]).toMatchObject({
      file: 'package-lock.json',
      place: { pointer: '/packages/node_modules~1@a~1ok/resolved', on: 'value' },
    });
  });
});

describe('when a package is one of the organisation', () => {
  const own = component('pkg:npm/%40acme/forms@1.0.0');
  it.each<[name: string, given: Given, levels: (string | undefined)[]]>([
    ['comes from its registry', { lock: locked('@acme/forms', 'https://npm.acme.dev/forms.tgz') }, []],
    [
      'comes from the public one',
      { lock: locked('@acme/forms', 'https://registry.public.dev/forms.tgz') },
      [undefined],
    ],
    ['comes from nobody knows where', { components: [own] }, ['warn']],
    [
      'is placed by a lock file',
      { components: [own], lock: locked('@acme/forms', 'https://npm.acme.dev/f.tgz') },
      [],
    ],
    ['lies beside the entry', { lock: locked('@acme/forms', 'file:../forms') }, []],
  ])('answers where it %s', (_, given, levels) => {
    const { findings } = vet(given);
    expect(findings.map(({ level }) => level)).toEqual(levels);
    for (const { rule } of findings) expect(rule).toBe('dependency/confusion');
  });

  it.each([
    ['@acmee/forms', true],
    ['@amce/forms', true],
    ['@acrne/forms', true],
    ['@a-c-m-e/forms', true],
    ['@other/forms', false],
  ])('sees a scope that resembles its own: %s', (name, found) => {
    const rules = rulesOf({ components: [component(`pkg:npm/${name.replace('@', '%40')}@1.0.0`)] });
    expect(rules).toEqual(found ? ['dependency/look-alike'] : []);
  });
});

describe('when a name resembles a popular one', () => {
  const components = [component('pkg:npm/lodahs@1.0.0')];
  it('says which', () => {
    const [finding] = vet({ components }).findings;
    expect(finding).toMatchObject({ rule: 'dependency/look-alike', about: 'pkg:npm/lodahs' });
    expect(finding?.message).toContain('the popular lodash');
  });

  it('leaves it alone when the settings call it genuine', () => {
    const lookAlikes = { popular: {}, genuine: ['pkg:npm/lodahs'] };
    expect(rulesOf({ components, settings: { lookAlikes } })).toEqual([]);
  });

  it('goes by the names of the settings too', () => {
    const lookAlikes = { popular: { cargo: ['serde'] }, genuine: [] };
    expect(rulesOf({ components: [component('pkg:cargo/sered@1')], settings: { lookAlikes } })).toEqual([
      'dependency/look-alike',
    ]);
  });
});

describe('when a release is old', () => {
  it.each<[published: string | undefined, rules: string[]]>([
    ['2021-11-24T00:00:00Z', []],
    ['2021-11-22T00:00:00Z', ['dependency/old-release']],
    ['2030-01-01T00:00:00Z', []],
    ['long ago', []],
    [undefined, []],
  ])('judges one of %s', (published, rules) => {
    const given = component('pkg:npm/ok@1.0.0', published === undefined ? {} : { published });
    expect(rulesOf({ components: [given] })).toEqual(rules);
  });
});

describe('when components have no checksum', () => {
  it('says so once', () => {
    const bare = ['a', 'b', 'c', 'd'].map((name) => component(`pkg:npm/ok-${name}@1`, { hashes: {} }));
    const { findings, evidence } = vet({ components: [...bare, component('pkg:npm/fine@1')] });
    expect(findings.map(({ message }) => message)).toEqual([
      '4 of 5 components have no checksum: pkg:npm/ok-a 1, pkg:npm/ok-b 1, pkg:npm/ok-c 1 and 1 more.',
    ]);
    expect(findings[0]).toMatchObject({ rule: 'dependency/no-hash', level: 'warn' });
    expect(evidence).toMatchObject({ packages: 5, hashed: 1, hashable: 5, suspicious: 0 });
  });

  it('asks none of what lies beside the entry', () => {
    expect(rulesOf({ lock: locked('ok', 'file:../ok', undefined) })).toEqual([]);
  });
});

describe('when a lock file is read', () => {
  it('reads the oldest form, nested', () => {
    const lock = {
      lockfileVersion: 1,
      dependencies: {
        outer: {
          version: '1.0.0',
          resolved: 'https://registry.public.dev/outer.tgz',
          integrity: 'sha512-x',
          dependencies: {
            inner: { version: 'git+ssh://git@git.other.dev/inner.git#main', integrity: 'sha512-x' },
          },
        },
      },
    };
    expect(rulesOf({ lock })).toEqual(['dependency/registry', 'dependency/source']);
  });

  it('reads nesting without end', () => {
    const levels = 20_000;
    const lock = `{"lockfileVersion":1${',"dependencies":{"a":{"version":"1.0.0","integrity":"x"'.repeat(levels)}${'}}'.repeat(levels)}}`;
    expect(vet({ lock, settings: { maxLockFileBytes: 10_000_000 } }).evidence.hashed).toBe(levels);
  });

  it('counts hosts', () => {
    expect(vet({ lock: locked('ok', 'https://npm.acme.dev/ok.tgz') }).evidence).toEqual({
      packages: 1,
      lockFiles: ['package-lock.json'],
      hosts: { 'npm.acme.dev': 1 },
      hashed: 1,
      hashable: 1,
      suspicious: 0,
    });
  });

  it.each<[name: string, lock: unknown]>([
    ['no JSON', '{'],
    ['a list', []],
    ['more than the limit', { name: 'x'.repeat(1_000_001) }],
    ['nesting without end', '['.repeat(100_000)],
  ])('refuses %s', (_, lock) => {
    expect(rulesOf({ lock })).toEqual(['dependency/lock-file']);
  });

  it.each<[name: string, lock: unknown]>([
    ['no packages', { packages: null }],
    [
      'packages that are none',
      {
        packages: {
          'node_modules/a': 3,
          'node_modules/': {},
          'node_modules/b': { resolved: 7, integrity: 'x' },
        },
      },
    ],
    ['names of the language', '{"packages":{"node_modules/__proto__":{"version":"1.0.0","integrity":"x"}}}'],
  ])('stands %s', (_, lock) => {
    expect(rulesOf({ lock })).toEqual([]);
  });

  it('says once what the bill of materials says too', () => {
    const lock = locked('lodahs', 'https://registry.public.dev/lodahs.tgz');
    const { findings } = vet({ lock, components: [component('pkg:npm/lodahs@1.0.0')] });
    expect(findings.map(({ file }) => file)).toEqual(['package-lock.json']);
  });
});
