import { execFile } from 'node:child_process';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { digestOf } from '../engine/bundle.ts';
import { BuildError } from './build-error.ts';
import { findOpa, installedOpa, OPA_VERSION, type Opa } from './opa.ts';
import pinned from './opa-release.json' with { type: 'json' };

/** Where a release is found, and the SHA-256 of its binaries by their name. */
export interface OpaRelease {
  readonly module: string;
  readonly download: string;
  readonly sha256: Readonly<Record<string, string>>;
}

export interface InstallOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Is told what is being done. */
  readonly tell: (step: string) => void;
  readonly platform?: NodeJS.Platform;
  readonly arch?: NodeJS.Architecture;
  readonly release?: OpaRelease;
}

/** How long the binary of some 50 MB may take. */
const PATIENCE_MS = 600_000;

const LONGEST_OUTPUT = 16 * 1024 * 1024;

export interface InstalledOpa {
  readonly path: string;
  readonly how: 'found' | 'downloaded' | 'compiled';
}

/**
 * Makes sure that this machine has the pinned OPA: the one that is there, else the release binary, else one compiled by
 * Go. `OPA_DOWNLOAD_URL` names a mirror of the releases; what comes from it must have the pinned checksum all the same.
 *
 * @throws {BuildError} `opa-missing`, with all that was tried; at once when a download is not the pinned release
 */
export async function installOpa(options: InstallOptions): Promise<InstalledOpa> {
  const { environment, tell, release = pinned } = options;
  const found = await findUsable(environment, tell);
  if (found !== undefined) return { path: found.path, how: 'found' };
  const target = installedOpa(environment);
  await mkdir(dirname(target), { recursive: true });
  const noDownload = await reasonOf(download(target, release, options));
  if (noDownload === undefined) return { path: target, how: 'downloaded' };
  tell(`${noDownload}\nCompiling it with Go instead, which takes about a minute`);
  const noGo = await reasonOf(compile(target, release, environment));
  if (noGo === undefined) return { path: target, how: 'compiled' };
  throw new BuildError(
    'opa-missing',
    [
      `OPA ${OPA_VERSION} could not be installed.`,
      `  Download: ${noDownload}`,
      `  Go: ${noGo}`,
      `Mend one of them, set OPA_DOWNLOAD_URL to a mirror of ${release.download}, or set OPA to the path of an OPA ${OPA_VERSION}.`,
    ].join('\n'),
  );
}

/** One that `$OPA` names wrongly must not keep another from being installed. */
async function findUsable(
  environment: NodeJS.ProcessEnv,
  tell: (step: string) => void,
): Promise<Opa | undefined> {
  try {
    return await findOpa(environment);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    tell(`$OPA is ${environment['OPA']}, which is not OPA ${OPA_VERSION}: unset it to use the one below`);
    return findOpa({ ...environment, OPA: '' });
  }
}

/** Name of the release binary for a platform. */
function binaryFor(platform: string, arch: string, { sha256 }: OpaRelease): string | undefined {
  const cpu = arch === 'x64' ? 'amd64' : arch;
  return [`opa_${platform}_${cpu}_static`, `opa_${platform}_${cpu}`].find((name) =>
    Object.hasOwn(sha256, name),
  );
}

async function download(
  target: string,
  release: OpaRelease,
  { environment, tell, platform = process.platform, arch = process.arch }: InstallOptions,
): Promise<void> {
  const binary = binaryFor(platform, arch, release);
  if (binary === undefined) throw new Error(`There is no release binary for ${platform} on ${arch}.`);
  const mirror = environment['OPA_DOWNLOAD_URL'];
  const root = mirror === undefined || mirror === '' ? release.download : mirror.replace(/\/+$/, '');
  const { url, headers } = readAddress(`${root}/v${OPA_VERSION}/${binary}`);
  tell(`Downloading ${url}`);
  const bytes = await fetchBytes(url, headers);
  const digest = digestOf(bytes);
  const expected = release.sha256[binary];
  if (digest !== expected) {
    throw new BuildError(
      'opa-missing',
      `${url} is not the pinned release, and was thrown away: expected SHA-256 ${expected}, found ${digest}.`,
    );
  }
  // Under its own name it is whole and checked from the first moment, whatever happens meanwhile.
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes, { mode: 0o600 });
    await chmod(temporary, 0o755);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Credentials of a mirror are sent as a header: they must not be seen in what is printed. */
function readAddress(text: string): { url: string; headers: Record<string, string> } {
  if (!URL.canParse(text)) throw new Error(`OPA_DOWNLOAD_URL makes no address: ${text}`);
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const credentials = [username, password].map(decodeURIComponent).join(':');
  const headers =
    username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  return { url: url.href, headers };
}

async function fetchBytes(url: string, headers: Record<string, string>): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(`it answers ${response.status}`);
  } catch (error) {
    const { cause } = error as Error;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : (error as Error).message;
    throw new Error(`${url} cannot be had: ${reason}.`);
  }
}

/** `go install` names the binary after the module, and puts it in place when it is whole. */
async function compile(target: string, release: OpaRelease, environment: NodeJS.ProcessEnv): Promise<void> {
  const env = { ...environment, GOBIN: dirname(target), CGO_ENABLED: '0' };
  const args = ['install', `${release.module}@v${OPA_VERSION}`];
  await new Promise<void>((resolve, reject) => {
    execFile('go', args, { env, maxBuffer: LONGEST_OUTPUT }, (error, _, stderr) => {
      if (error === null) resolve();
      else if (error.code === 'ENOENT') reject(new Error('Go is not on PATH.'));
      else reject(new Error(`go install failed: ${stderr.trim().split('\n').at(-1) || error.message}`));
    });
  });
}

/** Why some work could not be done; what must not be gone on after is thrown. */
async function reasonOf(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof BuildError) throw error;
    return (error as Error).message;
  }
}
