import { posix } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../../driver.ts';
import type { ReadFolder } from '../terraform-ports.ts';

/** Where the code of a module comes from. */
export type LocatedModule =
  /** Files of the catalog's commit, by their paths below the entry's folder; `folder` is that of the module among them. */
  | { readonly type: 'files'; readonly folder: string; readonly files: ReadonlyMap<string, Uint8Array> }
  /** An address that the CLI fetches. */
  | { readonly type: 'artifact'; readonly source: string };

/** Folder of the root module that files of the catalog are copied to. */
export const MODULE_FOLDER = 'module';
const LOCK_FILE = '.terraform.lock.hcl';
const MOST_FILES = 2_000;
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Finds the module of an instance: the files beside its manifest, or else its artifact.
 * @throws {DriverError} `invalid`
 */
export async function locateModule(
  { runtime, code, artifact }: Instance,
  isOpenTofu: boolean,
  readFolder: ReadFolder,
): Promise<LocatedModule> {
  if (runtime.type !== 'terraform')
    throw invalid(
      `The driver terraform runs the runtime terraform; this is ${runtime.type}. Another driver has to be named.`,
    );
  const folder = moduleFolder(runtime.entry ?? '.');
  const files =
    code === undefined ? new Map<string, Uint8Array>() : await readFolder(code.commit, code.folder);
  if (filesIn(files, folder).size > 0) return { type: 'files', folder, files: checkFiles(files) };
  if (artifact === undefined)
    throw invalid(
      `There are no files of a module in ${code?.folder ?? ''}${folder}, and the version names no artifact.`,
    );
  if (!isOpenTofu)
    throw invalid(
      'Its module is an OCI artifact, which OpenTofu can install and Terraform can not. Have the driver run tofu, or put the files of the module beside the manifest.',
    );
  return { type: 'artifact', source: renderArtifact(artifact, folder) };
}

/** Files of the module's own folder, by their names. */
export function filesIn(files: ReadonlyMap<string, Uint8Array>, folder: string): Map<string, Uint8Array> {
  const own = [...files].filter(
    ([path]) => posix.dirname(path) === folder && /\.(tf|tofu)(\.json)?$/.test(path),
  );
  return new Map(own.map(([path, bytes]) => [posix.basename(path), bytes]));
}

/** The providers that a module says it was tried with; undefined where it does not. */
export function lockFileOf({
  files,
  folder,
}: Extract<LocatedModule, { type: 'files' }>): Uint8Array | undefined {
  return files.get(posix.join(folder, LOCK_FILE));
}

/** The address of a module as a root module names it. */
export function sourceOf(located: LocatedModule): string {
  return located.type === 'artifact' ? located.source : `./${posix.join(MODULE_FOLDER, located.folder)}`;
}

/** An entry is a folder, or a file of one. */
function moduleFolder(entry: string): string {
  const path = posix.normalize(entry).replace(/\/$/, '');
  if (posix.isAbsolute(path) || path.split('/').includes('..') || !/^[\w./ -]+$/.test(path))
    throw invalid(`The entry ${JSON.stringify(entry)} is no path below the folder of the manifest.`);
  return /\.(tf|tofu)(\.json)?$/.test(path) ? posix.dirname(path) : path;
}

/** `registry.example.com/acme/site:1.1.0@sha256:…` becomes `oci://registry.example.com/acme/site?digest=sha256:…`. */
function renderArtifact(reference: string, folder: string): string {
  const [, name, digest] = /^([\w.:/-]+?)(?::[\w.-]+)?@(sha256:[0-9a-f]{64})$/.exec(reference) ?? [];
  if (name === undefined)
    throw invalid(`The artifact ${JSON.stringify(reference)} is no reference with a digest.`);
  return `oci://${name}${folder === '.' ? '' : `//${folder}`}?digest=${digest}`;
}

function checkFiles(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  const kept = [...files].filter(([path]) => !path.split('/').includes('.terraform'));
  const bytes = kept.reduce((sum, [, one]) => sum + one.length, 0);
  if (kept.length > MOST_FILES || bytes > MOST_BYTES)
    throw invalid(
      `Its folder is too large: expected ${MOST_FILES} files and ${MOST_BYTES / 2 ** 20} MiB at most.`,
    );
  const strange = kept.find(
    ([path]) => posix.normalize(path) !== path || path.startsWith('../') || posix.isAbsolute(path),
  );
  if (strange !== undefined) throw invalid(`Its folder has the path ${JSON.stringify(strange[0])}.`);
  return new Map(kept);
}

function invalid(message: string): DriverError {
  return new DriverError('invalid', message);
}
