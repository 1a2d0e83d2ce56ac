import { issueCertificate } from '@souk/vetting/fetch/testing/issue-certificate.ts';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { openHttpCluster } from './http-cluster.ts';
import { resources } from './resource-path.ts';
import { ClusterDouble } from './testing/cluster-double.ts';

const never = new AbortController().signal;

describe('when a cluster has a certificate of its own authority', () => {
  it('is believed by that authority only, and for its name only', async () => {
    const tls = await issueCertificate(['localhost']);
    const double = await ClusterDouble.start(tls);
    const [resource = expect.unreachable()] = resources;
    const list = async (trust: { ca?: string; servername?: string }) => {
      const access = { server: double.url, tls: trust, readToken: async () => 'token-of-souk' };
      const cluster = openHttpCluster({
        access,
        namespaces: undefined,
        clock: systemClock,
        timeoutMs: 10_000,
      });
      return cluster.list(resource, 'souk.dev/installation', never).finally(() => cluster.close());
    };
    expect(await list({ ca: tls.cert })).toEqual([]);
    const asked = double.requests.length;
    await expect(list({})).rejects.toMatchObject({ code: 'unreachable' });
    await expect(list({ ca: tls.cert, servername: 'other.example.com' })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    // Nobody else was shown the token.
    expect(double.requests).toHaveLength(asked);
    await double.close();
  });

  it('does not wait for ever', async () => {
    const double = await ClusterDouble.start();
    double.hanging = true;
    const access = { server: double.url, tls: {}, readToken: async () => 'token-of-souk' };
    const cluster = openHttpCluster({ access, namespaces: undefined, clock: systemClock, timeoutMs: 50 });
    const [resource = expect.unreachable()] = resources;
    await expect(cluster.list(resource, 'a', never)).rejects.toMatchObject({ code: 'unreachable' });
    await cluster.close();
    await double.close();
  });
});
