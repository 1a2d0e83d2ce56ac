import { onValue, type Place, wholeFile } from '@souk/model/finding/draft-finding.ts';
import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import type { VettedFile, VettingFinding } from '../vetted-entry.ts';
import type { Dependency } from './dependency.ts';
import { readPackageUrl } from './read-package-url.ts';

export interface LockFile {
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly VettingFinding[];
}

const lockFileName = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;
const folderOf = 'node_modules/';

export function isLockFile(name: string): boolean {
  return lockFileName.test(name);
}

/** What a lock file of npm, of any version, says is installed and from where. */
export function readLockFile({ bytes }: VettedFile, maxBytes: number): LockFile {
  if (bytes.byteLength > maxBytes) {
    return refused(
      `has ${bytes.byteLength.toLocaleString('en')} bytes; at most ${maxBytes.toLocaleString('en')} are read`,
    );
  }
  const lock = parse(bytes);
  if (lock === undefined) return refused('is not the JSON of a lock file');
  const packages = fieldsOf(lock['packages']);
  const dependencies = packages === undefined ? listNested(lock) : listPackages(packages);
  return { dependencies, findings: [] };
}

function refused(why: string): LockFile {
  return {
    dependencies: [],
    findings: [
      {
        rule: 'dependency/lock-file',
        message: `The lock file ${why}.`,
        help: 'Write it anew with npm install --package-lock-only.',
        place: wholeFile,
      },
    ],
  };
}

function listPackages(packages: Readonly<Record<string, unknown>>): Dependency[] {
  return Object.entries(packages).flatMap(([path, value]) => {
    const fields = fieldsOf(value);
    const start = path.lastIndexOf(folderOf);
    if (fields === undefined || start === -1 || fields['link'] === true) return [];
    const name = textOf(fields['name']) ?? path.slice(start + folderOf.length);
    return dependencyOf(name, fields, appendPointer('/packages', path));
  });
}

/** The oldest form, in which packages lie within each other; without recursion, since a file may nest at will. */
function listNested(lock: Readonly<Record<string, unknown>>): Dependency[] {
  const found: Dependency[] = [];
  const open = [{ holder: lock, pointer: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const pointer = `${next.pointer}/dependencies`;
    for (const [name, entry] of Object.entries(fieldsOf(next.holder['dependencies']) ?? {})) {
      const fields = fieldsOf(entry);
      if (fields === undefined) continue;
      const at = appendPointer(pointer, name);
      found.push(...dependencyOf(name, fields, at));
      open.push({ holder: fields, pointer: at });
    }
  }
  return found;
}

function dependencyOf(
  name: string,
  fields: Readonly<Record<string, unknown>>,
  pointer: string,
): Dependency[] {
  const origin = textOf(fields['resolved']) ?? addressIn(textOf(fields['version']));
  const fetched = origin === undefined ? undefined : readTarball(origin);
  const reference = readPackageUrl(`pkg:npm/${(fetched?.name ?? name).replace(/^@/, '%40')}`);
  if (reference === undefined) return [];
  const isBundled = fields['inBundle'] === true || fields['bundled'] === true;
  const place: Place = onValue(textOf(fields['resolved']) === undefined ? pointer : `${pointer}/resolved`);
  return [
    {
      ...reference,
      version: fetched?.version ?? textOf(fields['version']),
      origin,
      isHashed:
        isBundled || origin?.startsWith('file:') === true
          ? undefined
          : textOf(fields['integrity']) !== undefined,
      published: undefined,
      place,
    },
  ];
}

const tarball = /\/(?<name>(?:@[^/]+\/)?(?<base>[^/@]+))\/-\/(?<file>[^/?#]+)\.tgz(?:[?#]|$)/;

/** What a registry hands out at an address. It is what gets installed, whatever the lock file calls it. */
function readTarball(address: string): { readonly name: string; readonly version: string } | undefined {
  const { name, base, file } = tarball.exec(address.replace(/%40/i, '@').replace(/%2f/i, '/'))?.groups ?? {};
  if (name === undefined || file?.startsWith(`${base}-`) !== true) return undefined;
  return { name, version: file.slice(`${base}-`.length) };
}

/** The oldest form writes the address of what comes from elsewhere in the place of its version. */
function addressIn(version: string | undefined): string | undefined {
  return version !== undefined && /^[a-z+]+:/.test(version) ? version : undefined;
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return fieldsOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
