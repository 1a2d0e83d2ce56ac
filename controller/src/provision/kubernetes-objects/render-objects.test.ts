import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anInstance } from '../testing/an-instance.ts';
import { renderObjects } from './render-objects.ts';
import { renderYaml } from './render-yaml.ts';
import { someSettings } from './testing/object-settings.ts';

const cases = fileURLToPath(new URL('cases', import.meta.url));

describe('when an instance is rendered', () => {
  it.each(readdirSync(cases))('gives the objects of the case %s', async (name) => {
    const { instance, settings } = JSON.parse(readFileSync(join(cases, name, 'case.json'), 'utf8'));
    const objects = renderObjects(anInstance(instance), someSettings(settings));
    await expect(renderYaml(objects)).toMatchFileSnapshot(join(cases, name, 'objects.yaml'));
  });

  const secret = (parts: object) => ({
    secrets: [
      { name: 'TOKEN', reference: 'vault:kv/sales-platform/a#b', exposed: true, hosts: [], ...parts },
    ],
  });

  it.each([
    ['Terraform', { runtime: { type: 'terraform' } }, 'invalid', 'driver: terraform'],
    ['no image', { artifact: undefined }, 'invalid', 'digest'],
    ['an image by its tag', { artifact: 'registry.example.com/crm:1.2.0' }, 'invalid', 'crm:1.2.0'],
    ['an unknown environment', { environment: 'constructor' }, 'invalid', 'dev, production'],
    [
      'a team that makes no namespace',
      { environment: 'production', team: 'a'.repeat(60) },
      'invalid',
      'at most 63',
    ],
    ['an id that is a path', { id: '../../x' }, 'invalid', 'no id of an installation'],
    ['a team that is a path', { team: '..' }, 'invalid', 'no id of a team'],
    ['WebAssembly without nodes for it', { runtime: { type: 'wasm' } }, 'invalid', 'wasmRuntimeClass'],
    [
      'a check for a shell',
      { runtime: { type: 'container', healthCheck: 'test -f /x && y' } },
      'invalid',
      'no shell',
    ],
    [
      'a check with spaces',
      { runtime: { type: 'container', healthCheck: '/a b' } },
      'invalid',
      'without spaces',
    ],
    [
      'seconds in a schedule',
      { runtime: { type: 'container', schedule: '0 0 6 * * *' } },
      'invalid',
      'five fields',
    ],
    ['an address as a host', { egress: ['169.254.169.254'] }, 'invalid', '169.254.169.254'],
    ['a secret of the controller', secret({ reference: 'env:SOUK_SECRET_A' }), 'secret', 'vault:mount/path'],
    ['a secret in a file', secret({ reference: 'file:/run/a' }), 'secret', 'vault:mount/path'],
    ["another team's secret", secret({ reference: 'vault:kv/finance/a#b' }), 'secret', 'kv/sales-platform/'],
    [
      'a secret up and away',
      secret({ reference: 'vault:kv/sales-platform/../a#b' }),
      'secret',
      'no parts of a path',
    ],
    ['a secret called as what it is told', secret({ name: 'HTTPS_PROXY' }), 'invalid', 'HTTPS_PROXY'],
    [
      'a secret in a browser',
      { ...secret({}), runtime: { type: 'web-component' } },
      'secret',
      'asks for TOKEN',
    ],
    ['too much configuration', { config: { text: 'x'.repeat(1_000_001) } }, 'invalid', 'at most 1000000'],
  ])('refuses %s', (_, parts, code, message) => {
    const instance = { ...anInstance(), ...(parts as object) };
    const render = () => renderObjects(instance, someSettings());
    expect(render).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  it('refuses to hand out what a proxy would put in, where the operator says so', () => {
    const settings = someSettings();
    const strict = { ...settings, secretStore: { ...settings.secretStore, handsOutAll: false } };
    const render = (exposed: boolean) => () => renderObjects(anInstance(secret({ exposed })), strict);
    expect(render(false)).toThrow(expect.objectContaining({ code: 'secret' }));
    expect(render(true)).not.toThrow();
  });
});
