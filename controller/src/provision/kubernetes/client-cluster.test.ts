import { issueCertificate } from '@souk/vetting/fetch/testing/issue-certificate.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { openClientCluster } from './client-cluster.ts';
import type { Cluster } from './cluster.ts';
import { ClusterConfig } from './cluster-config.ts';
import { resources } from './resources.ts';
import { ClusterDouble } from './testing/cluster-double.ts';

const never = new AbortController().signal;
const [resource = expect.unreachable()] = resources;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const start = async (tls?: Parameters<typeof ClusterDouble.start>[0]): Promise<ClusterDouble> => {
  const double = await ClusterDouble.start(tls);
  closing.push(() => double.close());
  return double;
};
const open = (
  double: ClusterDouble,
  trust: { ca?: string; servername?: string } = {},
  { token = 'token-of-souk', timeoutMs = 10_000 } = {},
): Cluster => {
  const config = new ClusterConfig();
  const { ca, servername } = trust;
  const cluster = { name: 'double', server: double.url, skipTLSVerify: double.url.startsWith('http:') };
  config.loadFromClusterAndUser(
    {
      ...cluster,
      ...(ca === undefined ? {} : { caData: Buffer.from(ca).toString('base64') }),
      ...(servername === undefined ? {} : { tlsServerName: servername }),
    },
    { name: 'souk', token },
  );
  const opened = openClientCluster({ config, namespaces: undefined, clock: systemClock, timeoutMs });
  closing.push(() => opened.close());
  return opened;
};

describe('when a cluster has a certificate of its own authority', () => {
  it('is believed by that authority only, and for its name only', async () => {
    const tls = await issueCertificate(['localhost']);
    const double = await start(tls);
    const list = (trust: Parameters<typeof open>[1]) =>
      open(double, trust).list(resource, 'souk.dev/installation', never);
    expect(await list({ ca: tls.cert })).toEqual([]);
    const asked = double.requests.length;
    await expect(list({})).rejects.toMatchObject({ code: 'unreachable' });
    await expect(list({ ca: tls.cert, servername: 'other.example.com' })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    // Nobody else was shown the token.
    expect(double.requests).toHaveLength(asked);
  });

  it('is asked again over connections that are there', async () => {
    const tls = await issueCertificate(['localhost']);
    const double = await start(tls);
    const cluster = open(double, { ca: tls.cert });
    for (let i = 0; i < 10; i += 1) await cluster.list(resource, 'a', never);
    // The one before may not be free yet.
    expect(double.connections).toBeLessThanOrEqual(2);
  });
});

describe('when a cluster answers otherwise than it should', () => {
  it('does not wait for ever', async () => {
    const double = await start();
    double.hanging = true;
    await expect(open(double, {}, { timeoutMs: 50 }).list(resource, 'a', never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('no answer in time'),
    });
  });

  it('gives up as soon as nobody waits for it any more', async () => {
    const double = await start();
    double.hanging = true;
    const control = new AbortController();
    const listing = open(double).list(resource, 'a', control.signal);
    setTimeout(() => control.abort(new Error('enough')), 20);
    await expect(listing).rejects.toThrow('enough');
  });

  it('does not follow it elsewhere', async () => {
    const [double, other] = [await start(), await start()];
    double.failing = { status: 307, body: '', headers: { location: `${other.url}/api/v1/configmaps` } };
    await expect(open(double).list(resource, 'a', never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ERR_REDIRECTED'),
    });
    expect(other.requests).toEqual([]);
  });

  it('never shows a token that can not be sent', async () => {
    const double = await start();
    const failure: unknown = await open(double, {}, { token: 'hush\nhush' })
      .list(resource, 'a', never)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringContaining('ERR_UNUSABLE_TOKEN') });
    expect(JSON.stringify(failure, ['message', 'cause', 'stack'])).not.toContain('hush');
    expect(double.requests).toEqual([]);
  });
});
