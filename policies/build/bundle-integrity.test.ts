import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBundle } from '../engine/bundle.ts';
import { openEngine } from '../engine/open-engine.ts';
import { TemporaryPolicies } from './testing/temporary-policies.ts';

const rule = 'rules/developer/license/rule.rego';
const cases = 'rules/developer/license/rule_test.rego';

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = TemporaryPolicies.ofRepository();
});
afterEach(() => policies[Symbol.dispose]());

const judged = ['policy.wasm', 'rules.json', 'data.json'] as const;

describe('when the engine opens a bundle', () => {
  it('takes the one that was built', async () => {
    expect((await openEngine(policies.dir)).rules.length).toBeGreaterThan(20);
  });

  it.each(judged)('refuses one whose %s was edited', async (name) => {
    const bytes = readFileSync(join(policies.dir, 'bundle', name));
    bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
    policies.write(`bundle/${name}`, bytes);
    await expect(openEngine(policies.dir)).rejects.toMatchObject({
      code: 'bundle-damaged',
      message: expect.stringContaining(`${name} of the policy bundle is not what was built`),
    });
  });

  it.each(judged)('refuses one whose %s was cut short', async (name) => {
    const bytes = readFileSync(join(policies.dir, 'bundle', name));
    policies.write(`bundle/${name}`, bytes.subarray(0, bytes.length / 2));
    await expect(openEngine(policies.dir)).rejects.toMatchObject({ code: 'bundle-damaged' });
  });

  it.each(judged)('refuses one without %s', async (name) => {
    policies.remove(`bundle/${name}`);
    await expect(openEngine(policies.dir)).rejects.toMatchObject({ code: 'bundle-damaged' });
  });

  it.each(judged)('refuses one whose manifest tells no digest of %s', async (name) => {
    const manifest = JSON.parse(policies.read('bundle/manifest.json'));
    delete manifest.files[name];
    policies.write('bundle/manifest.json', JSON.stringify(manifest));
    await expect(openEngine(policies.dir)).rejects.toMatchObject({ code: 'bundle-damaged' });
  });

  it('refuses a manifest that is no JSON', async () => {
    policies.write('bundle/manifest.json', '{"format": "souk.pol');
    await expect(openEngine(policies.dir)).rejects.toMatchObject({ code: 'bundle-damaged' });
  });

  it('refuses a bundle of another format', async () => {
    policies.edit('bundle/manifest.json', /"format": "[^"]+"/, '"format": "souk.policies/v0"');
    await expect(openEngine(policies.dir)).rejects.toMatchObject({ code: 'bundle-stale' });
  });

  it('says that there is none', async () => {
    await expect(readBundle(async () => undefined)).rejects.toMatchObject({
      code: 'bundle-missing',
      message: expect.stringContaining('souk policy build'),
    });
  });
});

const edits: readonly { readonly name: string; readonly edit: () => void; readonly path: string }[] = [
  { name: 'a rule', edit: () => policies.edit(rule, 'violation', '# x\nviolation'), path: rule },
  { name: 'a library', edit: () => policies.write('lib/x.rego', 'package souk.lib.x\n'), path: 'lib/x.rego' },
  { name: 'the data', edit: () => policies.remove('data/risk.yaml'), path: 'data/risk.yaml' },
];

describe('when sources were edited after the bundle was built', () => {
  it.each(edits)('refuses the bundle and names $path', async ({ edit, path }) => {
    edit();
    await expect(openEngine(policies.dir)).rejects.toMatchObject({
      code: 'bundle-stale',
      message: expect.stringContaining(path),
    });
  });

  it('takes the bundle when only a case changed', async () => {
    policies.edit(cases, 'fails without one', 'fails');
    expect((await openEngine(policies.dir)).rules.length).toBeGreaterThan(20);
  });

  it('takes the bundle when only line ends changed', async () => {
    policies.write(rule, policies.read(rule).replaceAll('\n', '\r\n'));
    expect((await openEngine(policies.dir)).rules.length).toBeGreaterThan(20);
  });
});
