import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createReadSecret } from './read-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'souk-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'key'), 'whsec_abc\n');
writeFileSync(join(folder, 'blank'), '\n');
writeFileSync(join(folder, 'large'), 'x'.repeat(64 * 1_024 + 1));
const readSecret = createReadSecret(
  new Map([
    ['SOUK_SECRET_HOOK', 'whsec_def'],
    ['SOUK_GITHUB_TOKEN', 'ghp_1'],
  ]),
);

describe('when a reference can be read', () => {
  it.each([
    ['env:SOUK_SECRET_HOOK', 'whsec_def'],
    [`file:${folder}/key`, 'whsec_abc'],
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
    ['file:/dev/zero', "no file of a secret's size"],
    ['vault:kv/souk#hook', 'can not be read yet'],
    ['whsec_abc', 'is no reference'],
  ])('says why of %s', async (reference, reason) => {
    expect(await readSecret(reference)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});
