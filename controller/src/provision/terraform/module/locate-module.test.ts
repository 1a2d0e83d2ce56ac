import type { Instance } from '@souk/model/installation/instance.ts';
import { describe, expect, it } from 'vitest';
import { aModuleInstance } from '../testing/a-module-instance.ts';
import { locateModule, sourceOf } from './locate-module.ts';

const artifact = `registry.example.com:5000/acme/site:1.1.0@sha256:${'c'.repeat(64)}`;
const locate = (parts: Partial<Instance>, paths: readonly string[], isOpenTofu = true) =>
  locateModule(
    aModuleInstance(parts),
    isOpenTofu,
    async () => new Map(paths.map((path) => [path, new Uint8Array(1)])),
  );
const entry = (path: string) => ({ runtime: { type: 'terraform' as const, entry: path } });

describe('when the module of an installation is looked for', () => {
  it.each([
    ['a file as the entry', entry('main.tf'), ['main.tf'], './module'],
    ['a folder as the entry', entry('modules/site/'), ['modules/site/main.tf'], './module/modules/site'],
    [
      'a file in a folder',
      entry('./modules/site/main.tf.json'),
      ['modules/site/a.tf'],
      './module/modules/site',
    ],
    ['no entry', { runtime: { type: 'terraform' as const } }, ['main.tofu'], './module'],
    ['files before an artifact', { artifact }, ['main.tf'], './module'],
    [
      'an artifact',
      { artifact },
      ['README.md'],
      `oci://registry.example.com:5000/acme/site?digest=sha256:${'c'.repeat(64)}`,
    ],
    [
      'a folder of an artifact',
      { artifact, ...entry('modules/site') },
      [],
      `oci://registry.example.com:5000/acme/site//modules/site?digest=sha256:${'c'.repeat(64)}`,
    ],
  ])('takes %s', async (_name, parts, paths, source) => {
    expect(sourceOf(await locate(parts, paths))).toBe(source);
  });

  it.each([
    ['another runtime', { runtime: { type: 'container' as const } }, ['main.tf'], /this is container/],
    ['nothing at all', {}, ['README.md'], /no files of a module in connectors\/crm-slack-alerts\/\./],
    [
      'an artifact without a digest',
      { artifact: 'registry.example.com/site:1' },
      [],
      /no reference with a digest/,
    ],
    ['a way out of the folder', entry('../other'), ['main.tf'], /no path below/],
    ['an absolute path', entry('/etc'), ['main.tf'], /no path below/],
    ['a file that lies elsewhere', {}, ['main.tf', '../evil.tf'], /has the path "\.\.\/evil\.tf"/],
    ['too many files', {}, ['main.tf', ...Array.from({ length: 2_000 }, (_, n) => `${n}.txt`)], /too large/],
  ])('refuses %s', async (_name, parts, paths, message) => {
    await expect(locate(parts, paths)).rejects.toThrow(message);
  });

  it('says that Terraform can not install an artifact', async () => {
    await expect(locate({ artifact }, [], false)).rejects.toMatchObject({
      ...{ code: 'invalid', message: expect.stringContaining('OpenTofu can install and Terraform can not') },
    });
  });
});
