import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InstallOptions, installOpa, type OpaRelease } from './install-opa.ts';
import { findOpa, installedOpa, OPA_VERSION } from './opa.ts';

const binary = `#!/bin/sh\necho "Version: ${OPA_VERSION}"\n`;
const release: OpaRelease = {
  module: 'example.com/opa',
  download: 'http://127.0.0.1:9/releases',
  sha256: { opa_linux_amd64_static: createHash('sha256').update(binary).digest('hex') },
};

let server: Server;
let answer: { readonly status: number; readonly body: string };
let asked: { readonly url: string | undefined; readonly authorization: string | undefined }[];
let dir: string;
let told: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'souk-install-'));
  answer = { status: 200, body: binary };
  asked = [];
  told = [];
  server = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

function options(changed: Partial<InstallOptions> = {}, user = ''): InstallOptions {
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      XDG_CACHE_HOME: dir,
      PATH: '',
      OPA_DOWNLOAD_URL: `http://${user}127.0.0.1:${port}/mirror/`,
    },
    tell: (step) => told.push(step),
    platform: 'linux',
    arch: 'x64',
    release,
    ...changed,
  };
}

const target = (): string => installedOpa({ XDG_CACHE_HOME: dir });

/** Whatever was left in the cache. */
function leftovers(): string[] {
  return existsSync(dirname(target())) ? readdirSync(dirname(target())) : [];
}

describe('when OPA is installed', () => {
  it('downloads the pinned binary from the mirror and makes it executable', async () => {
    expect(await installOpa(options())).toEqual({ path: target(), how: 'downloaded' });
    expect(asked).toEqual([
      { url: `/mirror/v${OPA_VERSION}/opa_linux_amd64_static`, authorization: undefined },
    ]);
    expect(readFileSync(target(), 'utf8')).toBe(binary);
    expect(statSync(target()).mode & 0o777).toBe(0o755);
    expect(leftovers()).toEqual(['opa']);
  });

  it.skipIf(process.platform === 'win32')('is found afterwards, and not downloaded again', async () => {
    await installOpa(options());
    expect((await findOpa({ XDG_CACHE_HOME: dir, PATH: '' }))?.path).toBe(target());
    expect(await installOpa(options())).toEqual({ path: target(), how: 'found' });
    expect(asked).toHaveLength(1);
  });

  it('refuses a binary of another checksum and leaves nothing behind', async () => {
    answer = { status: 200, body: 'something else' };
    await expect(installOpa(options())).rejects.toMatchObject({
      code: 'opa-missing',
      message: expect.stringMatching(/is not the pinned release, and was thrown away: expected SHA-256/),
    });
    expect(leftovers()).toEqual([]);
  });

  it('tells all that was tried when there is no download and no Go', async () => {
    answer = { status: 404, body: 'not here' };
    await expect(installOpa(options())).rejects.toMatchObject({
      code: 'opa-missing',
      message: expect.stringMatching(/it answers 404[\s\S]*Go is not on PATH[\s\S]*OPA_DOWNLOAD_URL/),
    });
    expect(leftovers()).toEqual([]);
  });

  it('tells why a mirror cannot be reached', async () => {
    const environment = { XDG_CACHE_HOME: dir, PATH: '', OPA_DOWNLOAD_URL: 'http://127.0.0.1:1' };
    await expect(installOpa(options({ environment }))).rejects.toThrow(/cannot be had/);
  });

  it('tells that there is no binary for a platform', async () => {
    await expect(installOpa(options({ platform: 'aix' }))).rejects.toThrow(
      /no release binary for aix on x64/,
    );
    expect(asked).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('compiles it with Go when it cannot be downloaded', async () => {
    answer = { status: 503, body: '' };
    const script = `#!/bin/sh\necho "$CGO_ENABLED $*" > "$GOBIN/args"\nprintf '#!/bin/sh\\n' > "$GOBIN/opa"\n`;
    writeFileSync(join(dir, 'go'), script, { mode: 0o755 });
    const { environment } = options();
    const installed = await installOpa(
      options({ environment: { ...environment, PATH: `${dir}:/usr/bin:/bin` } }),
    );
    expect(installed).toEqual({ path: target(), how: 'compiled' });
    expect(readFileSync(join(dirname(target()), 'args'), 'utf8')).toBe(
      `0 install example.com/opa@v${OPA_VERSION}\n`,
    );
  });

  it('sends the credentials of a mirror and never shows them', async () => {
    await installOpa(options({}, 'ada:s3cret@'));
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('ada:s3cret').toString('base64')}`);
    expect(told.join('\n')).not.toContain('s3cret');
  });
});
