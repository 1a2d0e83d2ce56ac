import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRemoteRefs } from '@souk/git/list-remote-refs.ts';
import { issueCertificate } from '@souk/vetting/fetch/testing/issue-certificate.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

const tip = 'a'.repeat(40);
let dir: string;
let authority: string;
let server: Server;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'souk-authority-'));
  authority = join(dir, 'ca.pem');
  const { cert, key } = await issueCertificate(['localhost']);
  writeFileSync(authority, cert);
  // As Git's oldest protocol has it: a file of refs.
  server = createServer({ cert, key }, ({ url = '' }, response) => {
    const refs = url.includes('/info/refs');
    response.writeHead(refs ? 200 : 404, { 'content-type': 'text/plain' });
    response.end(refs ? `${tip}\trefs/heads/main\n` : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('when the repository is behind a private authority', () => {
  const ask = () =>
    listRemoteRefs(dir, {
      remote: `https://localhost:${(server.address() as AddressInfo).port}/shop.git`,
      refs: ['refs/heads/main'],
      timeoutMs: 10_000,
    });

  it('reaches it only when Git is told of the authority', async () => {
    vi.stubEnv('NO_PROXY', '*');
    await expect(ask()).rejects.toMatchObject({ message: expect.stringMatching(/certificate/i) });
    vi.stubEnv('GIT_SSL_CAINFO', authority);
    expect((await ask()).ids.get('refs/heads/main')).toBe(tip);
  });
});
