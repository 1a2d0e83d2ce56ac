import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPublication } from './open-publication.ts';
import { type PublishPorts, publishVersion } from './publish-version.ts';
import { attachments, aVersion, readAttachment } from './testing/a-version.ts';
import { RegistryDouble, USER } from './testing/registry-double.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

function portsFor(host: string, base = `${host}/souk-${randomUUID()}`): PublishPorts {
  const { openRepository } = openPublication({ repository: base, ...USER });
  return {
    base,
    openRepository: (path) => openRepository(path, new AbortController().signal),
    readAttachment,
    policyDigest: () => 'sha256:policies',
  };
}

const real = process.env['SOUK_TEST_REGISTRY'];
const double = (referrers: boolean) => new RegistryDouble({ referrers });
const registries = [
  {
    name: "Debian's registry (skipped unless SOUK_TEST_REGISTRY is set)",
    skip: real === undefined,
    double: undefined,
    referrers: false,
  },
  { name: 'a registry with the referrers API', skip: false, double: double(true), referrers: true },
  { name: 'a registry without it', skip: false, double: double(false), referrers: false },
];

for (const { name, skip, double: played, referrers } of registries) {
  describe.skipIf(skip)(`on ${name}`, () => {
    let host: string;
    let ports: PublishPorts;
    beforeAll(async () => {
      host = played === undefined ? (real ?? '') : await played.start();
      ports = portsFor(host);
    });
    afterAll(() => played?.[Symbol.asyncDispose]());

    /** Asks the registry without our client. */
    const get = async (path: string, accept = '*/*'): Promise<Buffer> => {
      const below = ports.base.slice(ports.base.indexOf('/') + 1);
      const response = await fetch(`http://${host}/v2/${below}/${path}`, { headers: { accept } });
      expect([path, response.status]).toEqual([path, 200]);
      return Buffer.from(await response.arrayBuffer());
    };
    const listed = async (digest: string): Promise<{ artifactType: string; digest: string }[]> => {
      const path = referrers ? `referrers/${digest}` : `manifests/${digest.replace(':', '-')}`;
      return JSON.parse((await get(`app/crm/${path}`, INDEX)).toString()).manifests;
    };

    it('publishes a version with what belongs to it', async () => {
      const published = await publishVersion(aVersion(), ports);
      expect(published.reference).toBe(`${ports.base}/app/crm:1.0.0`);
      const bytes = await get('app/crm/manifests/1.0.0', MANIFEST);
      expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(published.digest);
      const manifest = JSON.parse(bytes.toString());
      expect(manifest).toMatchObject({
        artifactType: 'application/vnd.souk.entry.v1+json',
        annotations: { 'org.opencontainers.image.version': '1.0.0' },
      });
      const layer = await get(`app/crm/blobs/${manifest.layers[0].digest}`);
      expect(JSON.parse(layer.toString())).toEqual(aVersion().manifest);

      const types = (await listed(published.digest)).map(({ artifactType }) => artifactType);
      expect(types.toSorted()).toEqual([
        'application/vnd.cyclonedx+json',
        'application/vnd.dsse.envelope.v1+json',
        'application/vnd.souk.verdict.v1+json',
      ]);
      expect(published.referrers).toHaveLength(3);
      for (const { artifactType, digest } of published.referrers) {
        const attached = JSON.parse((await get(`app/crm/manifests/${digest}`, MANIFEST)).toString());
        expect(attached).toMatchObject({ artifactType, subject: { digest: published.digest } });
        const document = (await get(`app/crm/blobs/${attached.layers[0].digest}`)).toString();
        if (artifactType.includes('verdict'))
          expect(JSON.parse(document)).toMatchObject({
            verdict: 'pass',
            policy: { digest: 'sha256:policies' },
          });
        else expect([...attachments.values()]).toContain(document);
      }
    });

    it('gives the same when it is repeated', async () => {
      const first = await publishVersion(aVersion(), ports);
      expect(await publishVersion(aVersion(), ports)).toEqual(first);
      expect(await listed(first.digest)).toHaveLength(3);
    });

    it('has the same digest anywhere, whatever commit brought it', async () => {
      const first = await publishVersion(aVersion(), ports);
      const elsewhere = await publishVersion(
        aVersion({ commit: 'c2', digest: 'b'.repeat(64) }),
        portsFor(host),
      );
      expect(elsewhere.digest).toBe(first.digest);
    });

    it('keeps a version as it is', async () => {
      const { digest } = await publishVersion(aVersion(), ports);
      const other = aVersion();
      const changed = { ...other, manifest: { ...other.manifest, summary: 'Something else.' } };
      await expect(publishVersion(changed, ports)).rejects.toMatchObject({
        code: 'taken',
        message: expect.stringContaining(`with the digest ${digest}; expected sha256:`),
      });
      const bytes = await get('app/crm/manifests/1.0.0', MANIFEST);
      expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
    });

    it('writes build metadata as tags can', async () => {
      const { reference } = await publishVersion(aVersion({ version: '1.0.0-rc.1+b7' }), ports);
      expect(reference).toMatch(/app\/crm:1\.0\.0-rc\.1_b7$/);
    });
  });
}

describe('when the registry wants to know who we are', () => {
  it.each(['basic', 'bearer'] as const)('logs in by %s', async (login) => {
    await using registry = new RegistryDouble({ login, referrers: true });
    const ports = portsFor(await registry.start());
    await publishVersion(aVersion(), ports);
    registry.forgetTokens();
    await expect(publishVersion(aVersion(), ports)).resolves.toBeDefined();
  });

  it('says which settings are wrong', async () => {
    await using registry = new RegistryDouble({ login: 'basic' });
    const base = `${await registry.start()}/souk`;
    const { openRepository } = openPublication({ repository: base, username: 'x', password: 'secret-y' });
    const ports = {
      ...portsFor('', base),
      openRepository: (path: string) => openRepository(path, new AbortController().signal),
    };
    const publishing = publishVersion(aVersion(), ports);
    await expect(publishing).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(publishing).rejects.toThrow(/^(?!.*secret-y).*SOUK_OCI_USERNAME/);
  });
});

describe('when the registry misbehaves', () => {
  const failures: [name: string, status: number, headers: Record<string, string>, expected: object][] = [
    ['limits the rate', 429, { 'retry-after': '17' }, { code: 'busy', retryAfterMs: 17_000 }],
    ['is overloaded', 503, {}, { code: 'busy', retryAfterMs: undefined }],
    ['fails', 500, {}, { code: 'unreachable' }],
    ['forbids it', 403, {}, { code: 'unauthorized' }],
    ['refuses it', 400, {}, { code: 'refused' }],
  ];
  it.each(failures)('says what to do when it %s', async (_name, status, headers, expected) => {
    await using registry = new RegistryDouble();
    const ports = portsFor(await registry.start());
    registry.disturb = ({ method }, response) => {
      if (method === 'PUT') response.writeHead(status, headers).end();
      return method === 'PUT';
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject(expected);
  });

  it('does not believe what it has not read back', async () => {
    await using registry = new RegistryDouble();
    const ports = portsFor(await registry.start());
    registry.disturb = ({ method, url = '' }, response) => {
      const isBlob = method === 'GET' && url.includes('/blobs/');
      if (isBlob) response.writeHead(200).end('something else');
      return isBlob;
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject({ code: 'damaged' });
  });

  it.each(['sha256:', '1.0.0'])(
    'does not believe that %s names the version before it has looked',
    async (place) => {
      await using registry = new RegistryDouble();
      const ports = portsFor(await registry.start());
      let isThere = false;
      registry.disturb = ({ method, url = '' }, response) => {
        const isWanted = url.includes(`/manifests/${place}`);
        isThere ||= isWanted && method === 'PUT';
        const lies = isThere && isWanted && method === 'GET';
        if (lies) response.writeHead(200).end('{}');
        return lies;
      };
      await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject({ code: 'damaged' });
    },
  );

  it('sends nothing that is there already', async () => {
    await using registry = new RegistryDouble({ referrers: true });
    const ports = portsFor(await registry.start());
    await publishVersion(aVersion(), ports);
    const before = registry.asked.length;
    await publishVersion(aVersion(), ports);
    expect(registry.asked.slice(before).filter((line) => line.startsWith('POST'))).toEqual([]);
    expect(registry.asked.filter((line) => line.includes('/manifests/sha256-'))).toEqual([]);
  });

  it('names no version before all of it is there', async () => {
    await using registry = new RegistryDouble();
    const ports = portsFor(await registry.start());
    let puts = 0;
    registry.disturb = ({ method }, response) => {
      const isLate = method === 'PUT' && ++puts > 5;
      if (isLate) response.writeHead(500).end();
      return isLate;
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject({ code: 'unreachable' });
    expect(registry.asked.filter((line) => line.startsWith('PUT') && line.endsWith('/1.0.0'))).toEqual([]);
    registry.disturb = () => false;
    await expect(publishVersion(aVersion(), ports)).resolves.toBeDefined();
  });

  it('takes no credentials along to another host', async () => {
    await using registry = new RegistryDouble({ login: 'basic' });
    await using thief = new RegistryDouble();
    const ports = portsFor(await registry.start());
    const other = await thief.start();
    const seen: (string | undefined)[] = [];
    thief.disturb = ({ headers }) => {
      seen.push(headers.authorization);
      return false;
    };
    registry.disturb = ({ method, headers, url = '' }, response) => {
      const leads = method === 'GET' && url.includes('/blobs/') && headers.authorization !== undefined;
      if (leads) response.writeHead(307, { location: `http://${other}${url}` }).end();
      return leads;
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject({ code: 'refused' });
    expect(seen).toEqual([undefined]);
  });

  it('does not log in where it was led to', async () => {
    await using registry = new RegistryDouble();
    await using thief = new RegistryDouble({ login: 'bearer' });
    const ports = portsFor(await registry.start());
    const other = await thief.start();
    registry.disturb = ({ url = '' }, response) => {
      response.writeHead(307, { location: `http://${other}${url}` }).end();
      return true;
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(thief.asked.filter((line) => line.endsWith('/token'))).toEqual([]);
  });

  it('goes nowhere without TLS but on this machine', async () => {
    await using registry = new RegistryDouble();
    const ports = portsFor(await registry.start());
    registry.disturb = ({ method, url }, response) => {
      if (method === 'HEAD') response.writeHead(307, { location: `http://registry.example.com${url}` }).end();
      return method === 'HEAD';
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toThrow('must begin with https://');
  });

  it('follows no circle', async () => {
    await using registry = new RegistryDouble();
    const ports = portsFor(await registry.start());
    registry.disturb = ({ url }, response) => {
      response.writeHead(307, { location: url }).end();
      return true;
    };
    await expect(publishVersion(aVersion(), ports)).rejects.toThrow('without end');
  });

  it('says that nobody is there', async () => {
    await expect(publishVersion(aVersion(), portsFor('127.0.0.1:9'))).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('keeps what others have attached', async () => {
    await using registry = new RegistryDouble();
    const host = await registry.start();
    const ports = portsFor(host);
    const repository = ports.openRepository(`${ports.base.slice(host.length + 1)}/app/crm`);
    const { digest } = await publishVersion(aVersion(), { ...ports, readAttachment: async () => undefined });
    const tag = digest.replace(':', '-');
    const before = JSON.parse(Buffer.from((await repository.findManifest(tag)) ?? []).toString()).manifests;
    await publishVersion(aVersion(), ports);
    const after = JSON.parse(Buffer.from((await repository.findManifest(tag)) ?? []).toString()).manifests;
    expect([before.length, after.length]).toEqual([1, 3]);
    expect(after[0]).toEqual(before[0]);
  });
});
