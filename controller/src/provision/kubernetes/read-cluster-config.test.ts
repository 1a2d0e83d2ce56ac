import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpMethod, RequestContext } from '@kubernetes/client-node';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { ClusterConfig } from './cluster-config.ts';
import { readKubeconfig, readPodConfig } from './read-cluster-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'souk-access-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

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

/** The header that requests bear. */
async function authorization(config: ClusterConfig): Promise<string | undefined> {
  const context = new RequestContext('https://k.example.com', HttpMethod.GET);
  await config.applySecurityAuthentication(context);
  return context.getHeaders()['Authorization']?.trim();
}

describe('when a kubeconfig is read', () => {
  it('gives the address, the authority and the token', async () => {
    const cluster = { 'certificate-authority-data': base64('CA'), 'tls-server-name': 'kubernetes' };
    const config = await readKubeconfig(kubeconfig({ cluster }));
    expect(config.getCurrentCluster()).toMatchObject({
      ...{ server: 'https://k.example.com:6443', caData: base64('CA'), tlsServerName: 'kubernetes' },
    });
    expect(await authorization(config)).toBe('Bearer hush-hush');
  });

  it('finds files beside it, and looks into that of a token every minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    writeFileSync(join(folder, 'ca.pem'), 'CA');
    writeFileSync(join(folder, 'token'), 'first\n');
    const user = { tokenFile: 'token', token: 'old' };
    const config = await readKubeconfig(kubeconfig({ cluster: { 'certificate-authority': 'ca.pem' }, user }));
    expect(config.getCurrentCluster()?.caFile).toBe(join(folder, 'ca.pem'));
    expect(await authorization(config)).toBe('Bearer first');
    writeFileSync(join(folder, 'token'), 'second\n');
    vi.setSystemTime(Date.now() + 61_000);
    expect(await authorization(config)).toBe('Bearer second');
  });

  it('takes a client certificate', async () => {
    const user = { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') };
    const config = await readKubeconfig(kubeconfig({ user }));
    expect(config.getCurrentUser()).toMatchObject({ certData: base64('CERT'), keyData: base64('KEY') });
    expect(await authorization(config)).toBeUndefined();
  });

  it.each<[string, Parts, RegExp]>([
    ['another context', { context: 'other' }, /contexts has nothing called "other"/],
    ['a program to run', { user: { exec: { command: 'get-token' } } }, /exec is not taken/],
    [
      'a plugin',
      { user: { 'auth-provider': { name: 'gcp', config: { 'cmd-path': 'get-token' } } } },
      /auth-provider is not taken/,
    ],
    ['a password', { user: { username: 'me', password: 'hush-hush' } }, /username is not taken/],
    ['a password in the address', { server: 'https://me:hush-hush@k.example.com' }, /without a password/],
    ['another name', { user: { token: 'hush-hush', as: 'admin' } }, /as is not taken/],
    ['certificates unseen', { cluster: { 'insecure-skip-tls-verify': true } }, /insecure-skip-tls-verify/],
    ['a proxy', { cluster: { 'proxy-url': 'http://p.example.com' } }, /proxy-url is not taken/],
    ['plain HTTP', { server: 'http://k.example.com' }, /an address with https/],
    ['files that are not there', { user: { tokenFile: 'absent' } }, /ENOENT.*absent/],
    ['a token that can not be sent', { user: { token: 'hush-hush\nx' } }, /ERR_UNUSABLE_TOKEN/],
  ])('refuses %s', async (_, parts, message) => {
    const reading = readKubeconfig(kubeconfig(parts));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.not.toThrow('hush-hush');
  });

  it.each([
    ['no YAML', 'users:\n- user: { token: "hush-hush }', /expected a kubeconfig; YAMLException/],
    ['empty', '', /expected a kubeconfig/],
  ])('refuses what is %s', async (_, text, message) => {
    const path = join(folder, 'broken');
    writeFileSync(path, text);
    await expect(readKubeconfig(path)).rejects.toThrow(message);
    await expect(readKubeconfig(path)).rejects.not.toThrow('hush-hush');
  });
});

describe('when this process runs in a pod', () => {
  it('uses what every pod finds', async () => {
    const account = join(folder, 'var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(account, { recursive: true });
    writeFileSync(join(account, 'ca.crt'), 'CA');
    writeFileSync(join(account, 'token'), 'pod\n');
    vi.stubEnv('KUBERNETES_SERVICE_HOST', 'fd00::1');
    vi.stubEnv('KUBERNETES_SERVICE_PORT', '6443');
    const config = await readPodConfig(process.env, folder);
    expect(config.getCurrentCluster()).toMatchObject({ server: 'https://[fd00::1]:6443' });
    expect(await authorization(config)).toBe('Bearer pod');
    await expect(readPodConfig({}, folder)).rejects.toThrow('kubeconfig');
  });
});
