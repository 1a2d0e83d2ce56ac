import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createReadSecret } from './read-secret.ts';

const place = mkdtempSync(join(tmpdir(), 'souk-secrets-'));
const folder = join(place, 'reachable');
afterAll(() => rmSync(place, { recursive: true }));
mkdirSync(folder);
mkdirSync(join(folder, '..data'));
writeFileSync(join(place, 'reachable-no-more'), 'own\n');
symlinkSync('../reachable-no-more', join(folder, 'outward'));
writeFileSync(join(folder, '..data', 'token'), 'whsec_ghi');
symlinkSync('..data/token', join(folder, 'inward'));
writeFileSync(join(folder, 'key'), 'whsec_abc\n');
writeFileSync(join(folder, 'blank'), '\n');
writeFileSync(join(folder, 'large'), 'x'.repeat(64 * 1_024 + 1));
const secrets = new Map([
  ['SOUK_SECRET_HOOK', 'whsec_def'],
  ['SOUK_GITHUB_TOKEN', 'ghp_1'],
]);
const readSecret = createReadSecret({ secrets, secretsDir: folder });

describe('when a reference can be read', () => {
  it.each([
    ['env:SOUK_SECRET_HOOK', 'whsec_def'],
    [`file:${folder}/key`, 'whsec_abc'],
    [`file:${folder}/inward`, 'whsec_ghi'],
  ])('gives the value of %s', async (reference, value) => {
    expect(await readSecret(reference)).toEqual({ ok: true, value });
  });
});

describe('when a reference can not be read', () => {
  it.each([
    ['env:SOUK_SECRET_OTHER', 'is not set'],
    ['env:SOUK_GITHUB_TOKEN', 'out of reach'],
    [`file:${folder}/none`, 'ENOENT'],
    [`file:${folder}/blank`, 'is empty'],
    [`file:${folder}/large`, "no file of a secret's size"],
    [`file:${folder}/..data`, "no file of a secret's size"],
    ['file:/dev/zero', 'out of reach'],
    ['file:/proc/self/environ', 'out of reach'],
    [`file:${folder}/../reachable-no-more`, 'out of reach'],
    [`file:${folder}-no-more`, 'out of reach'],
    [`file:${folder}/outward`, 'out of reach'],
    ['vault:kv/souk#hook', 'SOUK_VAULT_ADDR is not set'],
    ['whsec_abc', 'is no reference'],
  ])('says why of %s', async (reference, reason) => {
    expect(await readSecret(reference)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('says how files come within reach where no folder is set', async () => {
    const reading = createReadSecret({ secrets, secretsDir: undefined })(`file:${folder}/key`);
    expect(await reading).toEqual({ ok: false, reason: expect.stringContaining('SOUK_SECRETS_DIR') });
  });
});
