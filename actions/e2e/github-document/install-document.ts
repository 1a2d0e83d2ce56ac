import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findDocument, installedDocument } from './find-document.ts';
import pinned from './github-document.json' with { type: 'json' };

const run = promisify(execFile);

/** Where the document comes from, and the SHA-512 of the tarball in base64. */
export interface DocumentRelease {
  readonly package: string;
  readonly version: string;
  /** Path of the document in the tarball. */
  readonly file: string;
  readonly sha512: string;
}

export interface InstallOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Is told what is being done. */
  readonly tell: (step: string) => void;
  readonly release?: DocumentRelease;
  /** Puts the tarball of the release into a folder; by `npm pack` unless given. */
  readonly pack?: (release: DocumentRelease, folder: string) => Promise<void>;
}

export interface InstalledDocument {
  readonly path: string;
  readonly how: 'found' | 'downloaded';
}

/**
 * Makes sure that this machine has GitHub's OpenAPI document: the one that is there, else the pinned one, of whose
 * package only this file is kept.
 *
 * @throws {Error} when the package cannot be had, or is not the pinned one
 */
export async function installDocument(options: InstallOptions): Promise<InstalledDocument> {
  const { environment, tell, release = pinned, pack = packWithNpm } = options;
  const found = await findDocument(environment);
  if (found !== undefined) return { path: found, how: 'found' };
  const target = installedDocument(environment);
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'souk-github-api-'));
  try {
    tell(`Downloading ${release.package} ${release.version}, of which one file is kept`);
    await pack(release, folder);
    const tarball = await requirePinned(folder, release);
    await run('tar', ['-xzf', tarball, '-C', folder, release.file]);
    // Under its own name it is whole from the first moment, whatever happens meanwhile.
    const temporary = `${target}.${process.pid}.tmp`;
    await copyFile(join(folder, release.file), temporary);
    await rename(temporary, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { path: target, how: 'downloaded' };
}

async function packWithNpm(release: DocumentRelease, folder: string): Promise<void> {
  await run('npm', ['pack', `${release.package}@${release.version}`, '--pack-destination', folder], {
    cwd: folder,
  });
}

async function requirePinned(folder: string, release: DocumentRelease): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack left no tarball of ${release.package}.`);
  const tarball = join(folder, name);
  const digest = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  if (digest === release.sha512) return tarball;
  throw new Error(
    `${release.package} ${release.version} is not the pinned one, and was thrown away: expected SHA-512 ${release.sha512}, found ${digest}.`,
  );
}
