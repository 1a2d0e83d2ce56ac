import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalHosts, type Respond, startLocalHosts } from '../testing/local-hosts.ts';
import {
  type Attached,
  NAME,
  type RegistryDouble,
  type RegistryManner,
  startRegistry,
  TOKEN,
} from '../testing/registry-double.ts';

const MAX_BYTES = 1000;
const DOCUMENT = '{"bomFormat":"CycloneDX"}';
const SPDX = 'application/spdx+json';

let local: LocalHosts;

beforeAll(async () => {
  local = await startLocalHosts();
});
beforeEach(() => {
  local.answers.clear();
  local.asked.length = 0;
});
afterAll(() => local[Symbol.asyncDispose]());

const give =
  (body: string, status = 200): Respond =>
  (_request, response) =>
    void response.writeHead(status).end(body);
const leadTo =
  (location: string): Respond =>
  (_request, response) =>
    void response.writeHead(307, { location }).end();

async function fetchOf(
  { artifact }: Pick<RegistryDouble, 'artifact'>,
  changes: Parameters<LocalHosts['fetcher']>[0] = {},
): Promise<string | undefined> {
  const bytes = await local.fetcher({ timeoutMs: 5000, ...changes }).fetchReferrer(artifact, MAX_BYTES);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

describe('when a bill of materials is attached to an artifact', () => {
  const manners: [string, RegistryManner, number, number][] = [
    ['with the referrers API', {}, 3, 4],
    ['with an API that filters nothing', { filters: false }, 3, 1],
    ['with the tag of clients', { referrers: 'tag' }, 4, 2],
  ];

  it.each(manners)('is found in a registry %s', async (_what, manner, requests) => {
    const registry = startRegistry(local, manner);
    registry.attach({ type: 'application/vnd.example.signature', document: 'signed' });
    registry.attach({ document: DOCUMENT });
    expect(await fetchOf(registry)).toBe(DOCUMENT);
    expect(local.asked).toHaveLength(requests);
  });

  it.each(manners)(
    'is not there in a registry %s that holds none',
    async (_what, manner, _found, requests) => {
      const registry = startRegistry(local, manner);
      expect(await fetchOf(registry)).toBeUndefined();
      expect(local.asked).toHaveLength(requests);
      registry.attach({ type: 'application/vnd.example.signature', document: 'signed' });
      expect(await fetchOf(registry)).toBeUndefined();
    },
  );

  it.each<[string, Attached[], string]>([
    ['of SPDX', [{ document: 'spdx', type: SPDX }], 'spdx'],
    ['of CycloneDX in XML', [{ document: 'xml', type: 'application/vnd.cyclonedx+xml' }], 'xml'],
    ['of SPDX as text', [{ document: 'text', type: 'text/spdx' }], 'text'],
    ['of CycloneDX before SPDX', [{ document: 'spdx', type: SPDX }, { document: DOCUMENT }], DOCUMENT],
    [
      'that is the newest',
      [
        { document: 'old', created: '2026-01-01T00:00:00Z' },
        { document: 'new', created: '2026-11-01T00:00:00Z' },
        { document: 'undated' },
      ],
      'new',
    ],
    [
      'in the only layer, whatever its type',
      [
        {
          document: 'any',
          manifest: {
            layers: [
              {
                mediaType: 'application/octet-stream',
                digest: `sha256:${createHash('sha256').update('any').digest('hex')}`,
              },
            ],
          },
        },
      ],
      'any',
    ],
  ])('gives the one %s', async (_what, attached, expected) => {
    for (const filters of [true, false]) {
      const registry = startRegistry(local, { filters });
      for (const one of attached) registry.attach(one);
      expect(await fetchOf(registry)).toBe(expected);
    }
  });

  it.each([
    ['no registry', 'not a reference'],
    ['no digest', 'registry.example.com/acme/app:1.0.0'],
    ['a digest that is none', 'registry.example.com/acme/app@sha256:abc'],
    ['a way up', `registry.example.com/../app@sha256:${'a'.repeat(64)}`],
    ['a query', `registry.example.com?x/app@sha256:${'a'.repeat(64)}`],
  ])('asks nobody for a reference with %s', async (_what, artifact) => {
    expect(await fetchOf({ artifact })).toBeUndefined();
    expect(local.asked).toEqual([]);
  });
});

describe('when a registry wants a token', () => {
  const challenge = (realm: string): string =>
    `Bearer realm="${realm}",service="registry",scope="repository:${NAME}:pull,push,delete"`;
  const start = (realm: string): RegistryDouble => {
    const registry = startRegistry(local, { challenge: challenge(realm) });
    registry.attach({ document: DOCUMENT });
    return registry;
  };
  const answerToken = (body: string, status = 200): void =>
    void local.answers.set('auth.example.com', give(body, status));

  it.each(['token', 'access_token'])('gets one for reading, once, from the field %s', async (field) => {
    const registry = start(local.at('auth', '/token?account=none'));
    answerToken(JSON.stringify({ [field]: TOKEN }));
    expect(await fetchOf(registry)).toBe(DOCUMENT);
    expect(local.asked.filter((line) => line.startsWith('auth.'))).toEqual([
      `auth.example.com /token?account=none&service=registry&scope=${encodeURIComponent(`repository:${NAME}:pull`)}`,
    ]);
  });

  it('does not show it to whom the registry leads us', async () => {
    const registry = start(local.at('auth', '/token'));
    answerToken(JSON.stringify({ token: TOKEN }));
    const blob = registry.attach({ document: 'elsewhere', created: '2026-11-01' });
    registry.instead.set(`blobs/${blob}`, leadTo(local.at('cdn', '/blob')));
    local.answers.set('cdn.example.com', give('elsewhere'));
    expect(await fetchOf(registry)).toBe('elsewhere');
    expect(local.asked).toContain('cdn.example.com /blob');
    expect(
      local.asked.filter((line) => line.includes(TOKEN)).every((line) => line.startsWith('registry.')),
    ).toBe(true);
  });

  it.each<[string, (at: LocalHosts) => string]>([
    ['an inside address', (at) => at.at('inside', '/token')],
    ['http', ({ port }) => `http://auth.example.com:${port}/token`],
    ['an address with a password', ({ port }) => `https://me:pw@auth.example.com:${port}/token`],
  ])('asks nobody at %s for one', async (_what, realm) => {
    local.answers.set('inside.example.com', give(JSON.stringify({ token: TOKEN })));
    answerToken(JSON.stringify({ token: TOKEN }));
    const registry = start(realm(local));
    await expect(fetchOf(registry)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(local.asked).toHaveLength(1);
  });

  it('asks no host for one that the settings do not name', async () => {
    answerToken(JSON.stringify({ token: TOKEN }));
    const registry = start(local.at('auth', '/token'));
    await expect(fetchOf(registry, { hosts: ['registry.example.com'] })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(local.asked).toHaveLength(1);
  });

  it.each([
    ['a wrong one', JSON.stringify({ token: 'wrong' }), 200],
    ['none', '{}', 200],
    ['one with a line break', JSON.stringify({ token: `${TOKEN}\r\nx-evil: 1` }), 200],
    ['no JSON', 'token', 200],
    ['too much', JSON.stringify({ token: TOKEN, padding: 'x'.repeat(70_000) }), 200],
    ['a refusal', '{}', 403],
  ])('gives up after it got %s', async (_what, body, status) => {
    const registry = start(local.at('auth', '/token'));
    answerToken(body, status);
    await expect(fetchOf(registry)).rejects.toMatchObject({
      code: body.length > 65_536 ? 'too-large' : 'unreachable',
    });
    expect(local.asked.length).toBeLessThan(4);
  });

  it.each(['Basic realm="registry"', 'Bearer', 'Bearer realm="nowhere"'])(
    'gives up when it asks for %s',
    async (header) => {
      const registry = startRegistry(local, { challenge: header });
      await expect(fetchOf(registry)).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining('log in'),
      });
      expect(local.asked).toHaveLength(1);
    },
  );
});

describe('when a registry is not to be relied on', () => {
  const start = (attached: Partial<Attached> = {}): RegistryDouble & { readonly blob: string } => {
    const registry = startRegistry(local);
    return { ...registry, blob: registry.attach({ document: DOCUMENT, ...attached }) };
  };
  const pathOf = (prefix: string): string => {
    const line = local.asked.find((asked) => asked.includes(`/${prefix}/`)) ?? '';
    return line.slice(line.indexOf(`${prefix}/`)).split(/[ ?]/)[0] ?? '';
  };

  it('refuses a document with another digest', async () => {
    const { blob, ...registry } = start();
    registry.instead.set(`blobs/${blob}`, give(`${DOCUMENT} `));
    await expect(fetchOf(registry)).rejects.toMatchObject({ code: 'digest' });
  });

  it('refuses a manifest with another digest', async () => {
    const registry = start();
    await fetchOf(registry);
    const other = { subject: { digest: registry.digest }, layers: [{ digest: registry.blob }] };
    registry.instead.set(pathOf('manifests'), give(JSON.stringify(other)));
    await expect(fetchOf(registry)).rejects.toMatchObject({ code: 'digest' });
  });

  it.each([
    ['another artifact', { subject: { digest: `sha256:${'b'.repeat(64)}` } }],
    ['nothing', { subject: undefined }],
  ])('refuses a document that refers to %s', async (_what, manifest) => {
    await expect(fetchOf(start({ manifest }))).rejects.toMatchObject({ code: 'digest' });
  });

  it.each([
    ['no layer', []],
    [
      'two layers, none of which is a document',
      [1, 2].map((n) => ({ digest: `sha256:${String(n).repeat(64)}` })),
    ],
    ['a layer without a digest that can be checked', [{ digest: 'md5:abc' }]],
    ['a way out for a digest', [{ digest: '../../../../secret' }]],
  ])('has no document to give with %s', async (_what, layers) => {
    await expect(fetchOf(start({ manifest: { layers } }))).rejects.toMatchObject({ code: 'unreachable' });
    expect(pathOf('blobs')).toBe('');
  });

  it('passes over what it lists without a digest that can be checked', async () => {
    expect(await fetchOf(start({ listed: { digest: '../blobs/x' } }))).toBeUndefined();
  });

  it('reads no more of a document than allowed', async () => {
    await expect(fetchOf(start({ document: 'x'.repeat(MAX_BYTES + 1) }))).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it.each(['referrers', 'manifests'])('reads no more of %s than allowed', async (prefix) => {
    const registry = start();
    await fetchOf(registry);
    registry.instead.set(pathOf(prefix), give(JSON.stringify({ padding: 'x'.repeat(1_100_000) })));
    await expect(fetchOf(registry)).rejects.toMatchObject({ code: 'too-large' });
  });

  it.each<[string, Respond, string]>([
    ['is no JSON', give('<html>'), 'unreachable'],
    ['is a failure', give('{}', 500), 'unreachable'],
    ['does not come', () => undefined, 'unreachable'],
    ['comes drop by drop', (_request, response) => void response.write('{'), 'unreachable'],
    ['leads to an inside address', leadTo('https://inside.example.com/'), 'not-allowed'],
    ['leads in a circle', leadTo('/'), 'unreachable'],
  ])('knows a listing that %s', async (_what, respond, code) => {
    const registry = start();
    registry.instead.set(`referrers/${registry.digest}`, respond);
    registry.instead.set('/', leadTo('/'));
    await expect(fetchOf(registry, { timeoutMs: 300 })).rejects.toMatchObject({ code });
  });

  it('takes a listing of something else for an empty one', async () => {
    for (const body of ['{}', '[]', 'null', '{"manifests":{}}', '{"manifests":[null,1,{"digest":1}]}']) {
      const registry = start();
      registry.instead.set(`referrers/${registry.digest}`, give(body));
      expect(await fetchOf(registry)).toBeUndefined();
    }
  });
});
