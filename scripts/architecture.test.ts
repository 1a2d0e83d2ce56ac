import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each room with the rooms it may import from. Whatever is not listed is forbidden. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  'core/model': ['schemas'],
  'core/git': ['core/model', 'schemas'],
  'core/github': ['core/model', 'schemas'],
  'core/usage-client': ['core/model', 'schemas'],
  'core/vetting': ['core/model', 'schemas'],
  policies: ['core/model', 'schemas'],
  actions: ['core/git', 'core/github', 'core/vetting', 'policies', 'core/model', 'schemas'],
  controller: [
    'core/git',
    'core/github',
    'core/usage-client',
    'core/vetting',
    'policies',
    'core/model',
    'schemas',
  ],
  'controller/portal': [],
  bench: ['controller', 'core/git', 'core/vetting', 'policies', 'core/model', 'schemas'],
  scripts: ['schemas', 'core/model', 'core/git', 'core/github', 'core/vetting', 'policies', 'actions'],
};

/** Node modules that the pure core may use: none that reads a file, a network, a clock or the environment. */
const PURE_ROOMS = ['schemas', 'core/model'];

const rooms = Object.keys(allowed).toSorted((a, b) => b.length - a.length);
const roomOf = (path: string): string | undefined => rooms.find((room) => path.startsWith(`${room}/`));
const packages = new Map(
  Object.keys(allowed)
    .filter((room) => room !== 'scripts')
    .map((room) => {
      const manifest = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'));
      return [
        room,
        {
          name: manifest.name as string,
          dependencies: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
        },
      ] as const;
    }),
);
const rootDependencies = Object.keys(
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies ?? {},
);

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** Path of the imported file, for imports within the project. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mts'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(
    (path) => roomOf(path) !== undefined && !path.includes('/templates/') && !path.includes('/generated/'),
  );

const imports: readonly Import[] = files.flatMap((from) => importsOf(from));

function importsOf(from: string): Import[] {
  let source: string;
  try {
    source = readFileSync(join(root, from), 'utf8');
  } catch {
    return []; // Deleted, but not yet committed.
  }
  const { module, program } = parseSync(from, source);
  const fixed = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
      ),
    ),
  ];
  const dynamic = module.dynamicImports
    .map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end))
    // What is worked out while it runs is for its own tests to look after.
    .filter((request) => /^['"`]/.test(request))
    .map((request) => ({ specifier: request.slice(1, -1), typeOnly: false }));
  expect(program.body).toBeDefined();
  return [...fixed, ...dynamic].map(({ specifier, typeOnly }) => ({
    from,
    specifier,
    typeOnly,
    target: resolveImport(from, specifier),
  }));
}

function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  const entry = [...packages].find(([, { name }]) => specifier === name || specifier.startsWith(`${name}/`));
  return entry === undefined ? undefined : join(entry[0], specifier.slice(entry[1].name.length + 1));
}

function isTest(path: string): boolean {
  return (
    /\.test\.tsx?$/.test(path) ||
    path.includes('/testing/') ||
    path.startsWith('controller/e2e/') ||
    /(^|\/)[\w.-]+\.config\.ts$/.test(path)
  );
}

describe('when a room imports another', () => {
  it('looks at every source file', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(300);
  });

  it('goes only in the direction of the design', () => {
    const wrong = imports.filter(({ from, target }) => {
      const room = roomOf(from);
      const targetRoom = target === undefined ? undefined : roomOf(target);
      return (
        room !== undefined &&
        targetRoom !== undefined &&
        room !== targetRoom &&
        !allowed[room]?.includes(targetRoom)
      );
    });
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  it('names the other room by its package, never by a path out of its own', () => {
    const wrong = imports.filter(
      ({ from, specifier, target }) =>
        specifier.startsWith('.') && target !== undefined && roomOf(from) !== roomOf(target),
    );
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  it('declares what it uses', () => {
    const wrong = imports.filter(({ from, specifier }) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) return false;
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      const room = roomOf(from) ?? '';
      if (packages.get(room)?.name === name || packages.get(room)?.dependencies.includes(name)) return false;
      // What only the project's own rooms publish is linked by the workspace; tests and scripts use the tools of the root.
      if (name.startsWith('@souk/')) return false;
      return !((isTest(from) || room === 'scripts') && rootDependencies.includes(name));
    });
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  it('keeps production code free of test code', () => {
    const wrong = imports.filter(
      ({ from, target }) => target !== undefined && isTest(target) && !isTest(from),
    );
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  it('keeps the core pure', () => {
    const wrong = imports.filter(
      ({ from, specifier }) =>
        PURE_ROOMS.includes(roomOf(from) ?? '') && !isTest(from) && specifier.startsWith('node:'),
    );
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  it('makes no cycle', () => {
    const edges = new Map<string, string[]>();
    for (const { from, target } of imports.filter(({ typeOnly }) => !typeOnly)) {
      if (target !== undefined) edges.set(from, [...(edges.get(from) ?? []), target]);
    }
    expect(findCycle(edges)).toBeUndefined();
  });
});

function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle.map((path) => relative(root, join(root, path)));
  }
  return undefined;
}
