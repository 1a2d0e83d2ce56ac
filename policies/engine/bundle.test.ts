import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_FORMAT, digestOf, readBundle } from './bundle.ts';
import { PolicyError } from './policy-error.ts';
import { fixtureFolder } from './testing/fixture-folder.ts';

const names = ['manifest.json', 'policy.wasm', 'rules.json', 'data.json'] as const;
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const name of names) files.set(name, await readFile(join(fixtureFolder, 'bundle', name)));
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const manifestWith = (changes: object): Uint8Array =>
  bytes(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(files.get('manifest.json'))), ...changes }));

function read(changes: Readonly<Record<string, Uint8Array | undefined>> = {}) {
  return readBundle(async (name) => (Object.hasOwn(changes, name) ? changes[name] : files.get(name)));
}

describe('when a bundle is read', () => {
  it('gives its rules, its data and its module', async () => {
    const bundle = await read();
    expect(bundle.manifest.format).toBe(BUNDLE_FORMAT);
    expect(bundle.rules.map(({ id }) => id)).toContain('developer/license');
    expect(bundle.data.config).toMatchObject({ fixture: { license: 'Apache-2.0' } });
    expect(digestOf(bundle.wasm)).toBe(bundle.manifest.files['policy.wasm']);
    expect(bundle.digest).toBe(digestOf(files.get('manifest.json') ?? ''));
    expect((await read()).digest).toBe(bundle.digest);
    expect((await read({ 'manifest.json': manifestWith({ opa: '9.9.9' }) })).digest).not.toBe(bundle.digest);
  });

  it('takes a manifest without sources for one of none, so that any source makes it stale', async () => {
    const bundle = await read({ 'manifest.json': manifestWith({ sources: undefined }) });
    expect(bundle.manifest.sources).toEqual({});
  });

  it.each<[name: string, changes: () => Record<string, Uint8Array | undefined>, code: string, words: string]>(
    [
      [
        'there is none',
        () => ({ 'manifest.json': undefined }),
        'bundle-missing',
        'There is no policy bundle',
      ],
      [
        'its manifest is no JSON',
        () => ({ 'manifest.json': bytes('{') }),
        'bundle-damaged',
        'manifest.json of',
      ],
      ['its manifest is empty', () => ({ 'manifest.json': bytes('') }), 'bundle-damaged', 'is no JSON'],
      [
        'its manifest is null',
        () => ({ 'manifest.json': bytes('null') }),
        'bundle-stale',
        'has the format undefined',
      ],
      [
        'its manifest is a list',
        () => ({ 'manifest.json': bytes('[]') }),
        'bundle-stale',
        'has the format undefined',
      ],
      [
        'it has another format',
        () => ({ 'manifest.json': manifestWith({ format: 'souk.policies/v0' }) }),
        'bundle-stale',
        'has the format "souk.policies/v0"',
      ],
      [
        'it has no digests',
        () => ({ 'manifest.json': manifestWith({ files: undefined }) }),
        'bundle-damaged',
        'expected SHA-256 undefined',
      ],
      ...names
        .slice(1)
        .flatMap((name): [string, () => Record<string, Uint8Array | undefined>, string, string][] => [
          [`it has no ${name}`, () => ({ [name]: undefined }), 'bundle-damaged', `has no ${name}`],
          [
            `${name} was changed by a byte`,
            () => ({
              [name]: (files.get(name) ?? new Uint8Array()).map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
            }),
            'bundle-damaged',
            `${name} of the policy bundle is not what was built`,
          ],
          [
            `${name} was cut off`,
            () => ({ [name]: files.get(name)?.slice(0, -1) }),
            'bundle-damaged',
            'is not what was built',
          ],
        ]),
      [
        'rules that are no JSON were built',
        () => {
          const built = JSON.parse(new TextDecoder().decode(files.get('manifest.json')));
          const digests = { ...built.files, 'rules.json': digestOf('[') };
          return { 'rules.json': bytes('['), 'manifest.json': manifestWith({ files: digests }) };
        },
        'bundle-damaged',
        'rules.json of the policy bundle is no JSON',
      ],
    ],
  )('refuses it: %s', async (_name, changes, code, words) => {
    const error = await read(changes()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});
