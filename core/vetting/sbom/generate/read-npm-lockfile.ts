import { PackageURL } from 'packageurl-js';
import { fieldOf, isRecord, type JsonRecord, present, textOf } from '../json-fields.ts';
import { LockfileError, mergeParts, type Part, type PartList } from './part-list.ts';

/** Reads `package-lock.json` of version 2 or 3. Development dependencies are left out: they are not in what runs. */
export function readNpmLockfile(text: string): PartList {
  const lockfile = parse(text);
  const packages = fieldOf(lockfile, 'packages');
  if (!isRecord(packages)) {
    throw new LockfileError(
      'package-lock.json has no "packages"; expected lockfileVersion 2 or 3, as npm 7 and later write it.',
    );
  }
  const root = fieldOf(packages, '');
  const tree = new Map(Object.entries(packages).filter(([path]) => path !== ''));
  const parts = [...tree].flatMap(([path, item]) => {
    const isPart =
      path.includes('node_modules/') && fieldOf(item, 'link') !== true && fieldOf(item, 'dev') !== true;
    return isPart ? [readPart(path, item, tree)] : [];
  });
  // The folders of a workspace are the project too.
  const projects = Object.entries(packages).filter(([path]) => !path.includes('node_modules/'));
  return {
    parts: mergeParts(parts),
    direct: [...new Set(projects.flatMap(([path, item]) => dependenciesOf(path, item, tree)))],
    notes: [],
    project: present({ name: textOf(root, 'name'), version: textOf(root, 'version') }),
  };
}

type Tree = ReadonlyMap<string, unknown>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LockfileError(`package-lock.json is not valid JSON: ${String(error)}`, { cause: error });
  }
}

function readPart(path: string, item: unknown, tree: Tree): Part {
  const name = nameOf(path, item);
  const [group, short] = name.startsWith('@') ? splitAt(name) : [undefined, name];
  return {
    purl: purlOf(path, item),
    type: 'library',
    name: short,
    hashes: readIntegrity(textOf(item, 'integrity')),
    optional: fieldOf(item, 'optional') === true || fieldOf(item, 'devOptional') === true,
    dependsOn: dependenciesOf(path, item, tree),
    ...present({ group, version: textOf(item, 'version'), license: textOf(item, 'license') }),
  };
}

/** A package that was installed under another name tells its own. */
function nameOf(path: string, item: unknown): string {
  return textOf(item, 'name') ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function splitAt(name: string): [string, string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

function purlOf(path: string, item: unknown): string {
  const name = nameOf(path, item);
  const [group, short] = name.startsWith('@') ? splitAt(name) : [undefined, name];
  return new PackageURL('npm', group, short, textOf(item, 'version'), undefined, undefined).toString();
}

function dependenciesOf(path: string, item: unknown, tree: Tree): readonly string[] {
  const names = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    Object.keys(asRecord(fieldOf(item, field))),
  );
  const found = [...new Set(names)].flatMap((name) => {
    const at = resolve(path, name, tree);
    return at === undefined ? [] : [purlOf(at, tree.get(at))];
  });
  return [...new Set(found)];
}

/** Where Node finds a package: in the folder of the one that asks, or in a folder above. */
function resolve(from: string, name: string, tree: Tree): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const item = tree.get(path);
    // A link leads to a folder of the same project.
    if (item !== undefined) return fieldOf(item, 'link') === true ? undefined : path;
    if (folder === '') return undefined;
  }
}

const algorithms: Readonly<Record<string, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** `sha512-…` with base64, as in subresource integrity. */
function readIntegrity(integrity: string | undefined): Part['hashes'] {
  const hashes = (integrity ?? '').split(/\s+/).flatMap((item): [string, string][] => {
    const [name = '', base64 = ''] = item.split('-', 2);
    const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
    return algorithm === undefined ? [] : [[algorithm, Buffer.from(base64, 'base64').toString('hex')]];
  });
  return Object.fromEntries(hashes);
}

function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
