import { parse, TomlError } from 'smol-toml';
import { fieldOf, isRecord, listOf, present, textOf } from '../json-fields.ts';
import { LockfileError, mergeParts, type Part, type PartList } from './part-list.ts';
import { normalizePythonName, pythonPurl } from './python-package.ts';

/** Reads `uv.lock`. What only development needs is left out: it is not reached from the project itself. */
export function readUvLock(text: string): PartList {
  const packages = packagesOf(text, 'uv.lock');
  const projects = packages.filter((item) => isLocal(fieldOf(item, 'source')));
  const [project] = projects;
  if (project === undefined) throw new LockfileError('uv.lock names no project of its own.');
  const graph = createGraph(packages, (item) =>
    [...listOf(item, 'dependencies'), ...extrasOf(item)].flatMap(
      (dependency) => textOf(dependency, 'name') ?? [],
    ),
  );
  const direct = projects.flatMap(graph.namesFrom);
  return {
    ...graph.reach(direct),
    notes: [],
    project: present({ name: textOf(project, 'name'), version: textOf(project, 'version') }),
  };
}

/** Reads `poetry.lock`, which does not tell what the project itself asks for: all of the main group counts as that. */
export function readPoetryLock(text: string): PartList {
  const packages = packagesOf(text, 'poetry.lock').filter(isMain);
  const graph = createGraph(packages, (item) => {
    const dependencies = fieldOf(item, 'dependencies');
    return isRecord(dependencies) ? Object.keys(dependencies) : [];
  });
  const names = packages.flatMap((item) => textOf(item, 'name') ?? []);
  const { parts } = graph.reach(names);
  const needed = new Set(parts.flatMap(({ dependsOn }) => dependsOn));
  return { parts, direct: parts.map(({ purl }) => purl).filter((purl) => !needed.has(purl)), notes: [] };
}

function packagesOf(text: string, file: string): readonly unknown[] {
  try {
    return listOf(parse(text), 'package');
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new LockfileError(`${file} is not valid TOML: ${error.message}`, { cause: error });
  }
}

function isLocal(source: unknown): boolean {
  return ['virtual', 'editable', 'directory'].some((kind) => fieldOf(source, kind) !== undefined);
}

function extrasOf(item: unknown): readonly unknown[] {
  const extras = fieldOf(item, 'optional-dependencies');
  return isRecord(extras) ? Object.values(extras).flat() : [];
}

/** Poetry 2 writes groups; before that there was a category. */
function isMain(item: unknown): boolean {
  const groups = listOf(item, 'groups');
  return groups.length > 0 ? groups.includes('main') : textOf(item, 'category') !== 'dev';
}

interface Graph {
  readonly namesFrom: (item: unknown) => readonly string[];
  readonly reach: (names: readonly string[]) => Pick<PartList, 'parts' | 'direct'>;
}

function createGraph(packages: readonly unknown[], namesFrom: Graph['namesFrom']): Graph {
  const byName = Map.groupBy(
    packages.filter((item) => !isLocal(fieldOf(item, 'source'))),
    (item) => normalizePythonName(textOf(item, 'name') ?? ''),
  );
  const purlsOf = (names: readonly string[]): readonly string[] => [
    ...new Set(names.flatMap((name) => (byName.get(normalizePythonName(name)) ?? []).map(purlOf))),
  ];
  const reach: Graph['reach'] = (names) => {
    const waiting = names.map(normalizePythonName);
    const seen = new Set(waiting);
    const parts: Part[] = [];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const item of byName.get(name) ?? []) {
        const needs = namesFrom(item).map(normalizePythonName);
        parts.push(readPart(item, purlsOf(needs)));
        const unseen = needs.filter((need) => !seen.has(need));
        for (const need of unseen) seen.add(need);
        waiting.push(...unseen);
      }
    }
    return { parts: mergeParts(parts), direct: purlsOf(names) };
  };
  return { namesFrom, reach };
}

function readPart(item: unknown, dependsOn: readonly string[]): Part {
  const digest = /^sha256:([0-9a-f]{64})$/.exec(textOf(sourceFile(item), 'hash') ?? '')?.[1];
  return {
    purl: purlOf(item),
    type: 'library',
    name: normalizePythonName(textOf(item, 'name') ?? ''),
    hashes: digest === undefined ? {} : { 'SHA-256': digest },
    optional: fieldOf(item, 'optional') === true,
    dependsOn,
    ...present({ version: textOf(item, 'version') }),
  };
}

/** Of the files of a release, the source archive: there is one, whatever the platform. */
function sourceFile(item: unknown): unknown {
  return (
    fieldOf(item, 'sdist') ??
    listOf(item, 'files').find((file) => textOf(file, 'file')?.endsWith('.tar.gz') === true)
  );
}

function purlOf(item: unknown): string {
  return pythonPurl(textOf(item, 'name') ?? '', textOf(item, 'version') ?? '');
}
