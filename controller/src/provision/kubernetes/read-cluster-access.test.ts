import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKubeconfig, readPodAccess } from './read-cluster-access.ts';

const folder = mkdtempSync(join(tmpdir(), 'souk-access-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Parts {
  readonly server?: string;
  readonly cluster?: object;
  readonly user?: object;
  readonly context?: string;
}

function kubeconfig({ server = 'https://k.example.com:6443', cluster, user, context = 'c' }: Parts): string {
  const path = join(folder, 'config');
  const file = {
    'current-context': context,
    contexts: [{ name: 'c', context: { cluster: 'one', user: 'me' } }],
    clusters: [{ name: 'one', cluster: { server, ...cluster } }],
    users: [{ name: 'me', user: user ?? { token: 'hush-hush' } }],
  };
  writeFileSync(path, JSON.stringify(file));
  return path;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('when a kubeconfig is read', () => {
  it('gives the address, the authority and the token', async () => {
    const cluster = { 'certificate-authority-data': base64('CA'), 'tls-server-name': 'kubernetes' };
    const access = await readKubeconfig(kubeconfig({ cluster }));
    expect(access).toMatchObject({
      server: 'https://k.example.com:6443',
      tls: { ca: 'CA', servername: 'kubernetes' },
    });
    expect(await access.readToken()).toBe('hush-hush');
  });

  it('finds files beside it, and reads a token as it is by then', async () => {
    writeFileSync(join(folder, 'ca.pem'), 'CA');
    writeFileSync(join(folder, 'token'), 'first\n');
    const path = kubeconfig({ cluster: { 'certificate-authority': 'ca.pem' }, user: { tokenFile: 'token' } });
    const access = await readKubeconfig(path);
    expect(access.tls).toEqual({ ca: 'CA' });
    expect(await access.readToken()).toBe('first');
    writeFileSync(join(folder, 'token'), 'second\n');
    expect(await access.readToken()).toBe('second');
  });

  it('takes a client certificate', async () => {
    const user = { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') };
    const access = await readKubeconfig(kubeconfig({ user }));
    expect(access.tls).toEqual({ cert: 'CERT', key: 'KEY' });
    expect(await access.readToken()).toBeUndefined();
  });

  it.each<[string, Parts, RegExp]>([
    ['another context', { context: 'other' }, /contexts has nothing called "other"/],
    ['a program to run', { user: { exec: { command: 'get-token' } } }, /exec is not taken/],
    ['a password', { user: { username: 'me', password: 'hush-hush' } }, /username is not taken/],
    ['certificates unseen', { cluster: { 'insecure-skip-tls-verify': true } }, /insecure-skip-tls-verify/],
    ['plain HTTP', { server: 'http://k.example.com' }, /an address with https/],
  ])('refuses %s', async (_, parts, message) => {
    const reading = readKubeconfig(kubeconfig(parts));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.not.toThrow('hush-hush');
  });
});

describe('when this process runs in a pod', () => {
  it('uses what every pod finds', async () => {
    writeFileSync(join(folder, 'ca.crt'), 'CA');
    writeFileSync(join(folder, 'token'), 'pod\n');
    const environment = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
    const access = await readPodAccess(environment, folder);
    expect(access).toMatchObject({ server: 'https://[fd00::1]:6443', tls: { ca: 'CA' } });
    expect(await access.readToken()).toBe('pod');
    await expect(readPodAccess({}, folder)).rejects.toThrow('kubeconfig');
  });
});
