import { describe, expect, it } from 'vitest';
import { createAddressGuard } from '../webhooks/address-guard.ts';
import { openRemote, type RemotePorts } from './open-remote.ts';

const secrets = new Map([
  ['env:SOUK_SECRET_ASIA', 't0ken'],
  ["file:/keys/o'hara", 'a private key'],
  ['file:/keys/lines', 'one\ntwo'],
]);

function ports(change: Partial<RemotePorts> & { readonly addresses?: readonly string[] } = {}): RemotePorts {
  const { addresses = ['93.184.216.34'], ...rest } = change;
  return {
    guard: createAddressGuard(['10.1.0.0/16']),
    lookUp: async () => addresses,
    readSecret: async (reference) => {
      const value = secrets.get(reference);
      return value === undefined ? { ok: false, reason: `${reference} is not set.` } : { ok: true, value };
    },
    allowFiles: false,
    home: '/data/sources',
    ...rest,
  };
}

describe('when another catalog is reached', () => {
  it('holds Git to the addresses that were looked at, and lets nobody send it elsewhere', async () => {
    const addresses = ['93.184.216.34', '127.0.0.1', '2606:2800::1', '10.1.2.3'];
    const { manner } = await openRemote({ url: 'https://git.example.com/c.git' }, ports({ addresses }));
    expect(manner?.settings).toEqual({
      'http.curloptResolve': 'git.example.com:443:93.184.216.34,[2606:2800::1],10.1.2.3',
      'http.followRedirects': 'false',
      'http.proxy': '',
      'credential.helper': '',
    });
  });

  it('offers no settings, logins or agent of this machine', async () => {
    const { manner, authorization } = await openRemote({ url: 'https://git.example.com/c.git' }, ports());
    expect(authorization).toBeUndefined();
    expect(manner?.environment).toMatchObject({
      HOME: '/data/sources',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      SSH_AUTH_SOCK: '',
      NO_PROXY: '*',
    });
  });

  it('shows its own secret to its own server alone', async () => {
    const url = 'https://git.example.com:8443/c.git';
    const address = await openRemote({ url, secret: 'env:SOUK_SECRET_ASIA' }, ports());
    expect(address.authorization).toEqual({
      server: 'https://git.example.com:8443',
      header: `Basic ${Buffer.from('x-access-token:t0ken').toString('base64')}`,
    });
    expect(address.secrets).toContain('t0ken');
    expect(address.manner?.settings['http.curloptResolve']).toBe('git.example.com:8443:93.184.216.34');
  });

  it.each([
    ['ssh://git@git.example.com:2222/c.git', '[git.example.com]:2222'],
    ['git@git.example.com:c.git', 'git.example.com'],
  ])('goes to the address of %s by its own key alone', async (url, alias) => {
    const { manner } = await openRemote({ url, secret: "file:/keys/o'hara" }, ports());
    expect(manner?.environment['GIT_SSH_COMMAND']).toBe(
      [
        `ssh -F /dev/null -o 'HostName=93.184.216.34' -o 'HostKeyAlias=${alias}' -o 'StrictHostKeyChecking=yes'`,
        `-o 'BatchMode=yes' -o 'IdentitiesOnly=yes' -o 'IdentityAgent=none' -o 'IdentityFile=/keys/o'\\''hara'`,
        `-o 'ConnectTimeout=20' -o 'ServerAliveInterval=15' -o 'ServerAliveCountMax=4'`,
      ].join(' '),
    );
  });

  it.each<
    [
      string,
      { url: string; secret?: string },
      Partial<RemotePorts> & { addresses?: readonly string[] },
      RegExp,
    ]
  >([
    [
      'a private address',
      { url: 'https://git.example.com/c' },
      { addresses: ['192.168.0.1'] },
      /not on the public/,
    ],
    ['the metadata service', { url: 'https://169.254.169.254/c' }, {}, /not on the public/],
    ['loopback', { url: 'https://[::1]/c' }, {}, /not on the public/],
    ['an IPv4 address within', { url: 'https://[::ffff:10.0.0.1]/c' }, {}, /not on the public/],
    ['a decimal address', { url: 'https://2130706433/c' }, {}, /not on the public/],
    ['SSH inside', { url: 'git@10.0.0.1:c' }, {}, /not on the public/],
    ['plain HTTP', { url: 'http://git.example.com/c' }, {}, /over HTTPS only/],
    [
      'a name that is none',
      { url: 'https://git.example.com/c' },
      { lookUp: () => Promise.reject() },
      /can not be looked up/,
    ],
    ['a mail server', { url: 'https://git.example.com:25/c' }, {}, /Port 25/],
    ['a password', { url: 'https://me:pw@git.example.com/c' }, {}, /user name or password/],
    ['an option for a host', { url: 'git@-oProxyCommand=x:c' }, {}, /no host/],
    ['files', { url: 'file:///srv/c.git' }, {}, /loopback address/],
    ['a missing secret', { url: 'https://git.example.com/c', secret: 'env:OTHER' }, {}, /is not set/],
    ['a token of lines', { url: 'https://git.example.com/c', secret: 'file:/keys/lines' }, {}, /one line/],
    ['a token for SSH', { url: 'git@git.example.com:c', secret: 'env:SOUK_SECRET_ASIA' }, {}, /private key/],
  ])('refuses %s', async (_name, source, change, reason) => {
    await expect(openRemote(source, ports(change))).rejects.toThrow(reason);
  });

  it('reads files where that is allowed', async () => {
    const address = await openRemote({ url: 'file:///srv/c.git' }, ports({ allowFiles: true }));
    expect(address).toMatchObject({ remote: 'file:///srv/c.git', authorization: undefined });
  });
});
