import { describe, expect, it } from 'vitest';
import { drawn } from '../conformance/secret/drawn.ts';
import { secretSettings } from '../conformance/secret/sample-settings.ts';
import { secretSamples } from '../conformance/secret/secret-samples.ts';
import type { VettedFile } from '../vetted-entry.ts';
import { fingerprintOf } from './describe-secret.ts';
import type { SecretSettings } from './secret-settings.ts';
import { type SecretVetting, vetSecrets } from './vet-secrets.ts';

const token = (seed: string): string => ['gh', 'p_'].join('') + drawn(36, 'word', seed);
const manifest = 'kind: App\nid: crm\n';

function vet(
  texts: Readonly<Record<string, string | Uint8Array>>,
  changes: Partial<SecretSettings> & { readonly manifest?: string; readonly changed?: boolean } = {},
): Promise<SecretVetting> {
  const { manifest: text = manifest, changed = true, ...settings } = changes;
  const file = (name: string, content: string | Uint8Array): VettedFile => ({
    name,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    changed,
  });
  const files = new Map(Object.entries(texts).map(([name, content]) => [name, file(name, content)]));
  return vetSecrets({ files }, secretSettings(settings), file('manifest.yaml', text));
}

describe('when the files of an entry are searched', () => {
  it('points at the secret and names its fingerprint', async () => {
    const secret = token('a');
    const { findings, evidence } = await vet({ 'run.sh': `x ${secret}\n` });
    const fingerprint = fingerprintOf({ rule: 'secret/token', secret });
    expect(findings).toMatchObject([
      { rule: 'secret/token', file: 'run.sh', about: fingerprint, place: { offset: 2, endOffset: 42 } },
    ]);
    expect(findings[0]?.message).toBe('A GitHub token stands in the file (ghp_…, 40 characters).');
    expect(evidence).toEqual({
      searchedFiles: 2,
      searchedBytes: 61,
      binary: [],
      tooLarge: [],
      found: { 'secret/token': 1 },
      allowed: [],
    });
  });

  it('searches the manifest, which has no file name in findings', async () => {
    const { findings } = await vet({}, { manifest: `${manifest}note: ${token('m')}\n` });
    expect(findings).toHaveLength(1);
    expect(findings[0]).not.toHaveProperty('file');
  });

  it('leaves files alone that did not change', async () => {
    const { findings, evidence } = await vet({ 'run.sh': token('a') }, { changed: false });
    expect(findings).toEqual([]);
    expect(evidence.searchedFiles).toBe(0);
  });

  it('shows no secret in its findings and its evidence, and says where each stands', async () => {
    for (const { text, file } of secretSamples) {
      const { findings, evidence, spans } = await vet({ [file]: text });
      const shown = JSON.stringify({ findings, evidence });
      const secrets = spans.map(({ offset, endOffset }) => text.slice(offset, endOffset));
      expect(secrets).toHaveLength(1);
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }
  });
});

describe('when a fingerprint is allowed', () => {
  const secret = token('a');
  const fingerprint = fingerprintOf({ rule: 'secret/token', secret });
  const allowed = [{ fingerprint, reason: 'Revoked years ago; a test of the parser.' }];

  it('lets that secret pass wherever it stands, and still masks it', async () => {
    const { findings, evidence, spans } = await vet({ a: secret, b: `x ${secret}` }, { allowed });
    expect(findings).toEqual([]);
    expect(evidence.allowed).toEqual([fingerprint]);
    expect(spans).toHaveLength(2);
  });

  it('lets no other secret pass', async () => {
    const { findings } = await vet({ a: token('b') }, { allowed });
    expect(findings).toHaveLength(1);
  });
});

describe('when a file cannot be searched', () => {
  it('says so for one that is too large', async () => {
    const { findings, evidence } = await vet({ 'dump.sql': 'a'.repeat(101) }, { maxFileBytes: 100 });
    expect(findings.map(({ rule }) => rule)).toEqual(['secret/file-size']);
    expect(evidence.tooLarge).toEqual(['dump.sql']);
  });

  it('notes one that is no text', async () => {
    const { findings, evidence } = await vet({ 'logo.png': new Uint8Array([137, 80, 0, 1]) });
    expect(findings).toEqual([]);
    expect(evidence.binary).toEqual(['logo.png']);
  });

  it.each(['.env', 'config/.env.local', 'deploy.yaml', 'Dockerfile'])(
    'refuses %s that hides its text behind a NUL',
    async (name) => {
      const { findings } = await vet({ [name]: `\0\n${token('n')}` });
      expect(findings.map(({ rule }) => rule)).toEqual(['secret/not-text', 'secret/token']);
    },
  );

  it.each<[name: string, bytes: Uint8Array]>([
    ['UTF-16 without a byte order mark', Buffer.from(`x ${token('b')}\n`, 'utf16le')],
    ['text with a NUL in it', Buffer.from(`\0\nx ${token('b')}\n`)],
    ['a program', Buffer.from(`\x7fELF\x01\0\0${token('b')}\0`)],
  ])('still finds what has the form of a credential: %s', async (_name, bytes) => {
    const { findings } = await vet({ 'setup.ps1': new Uint8Array(bytes) });
    expect(findings).toMatchObject([{ rule: 'secret/token', place: { offset: 0, endOffset: 0 } }]);
  });
});

describe('when a file is in UTF-16', () => {
  it.each(['little', 'big'])('is searched as text: %s end first', async (order) => {
    const little = Buffer.from(`\ufeffx ${token('u')}`, 'utf16le');
    const bytes = order === 'little' ? little : little.swap16();
    const { findings } = await vet({ 'a.txt': new Uint8Array(bytes) });
    expect(findings).toMatchObject([{ rule: 'secret/token', place: { offset: 2, endOffset: 42 } }]);
  });
});

describe('when a file holds very many secrets', () => {
  it('lists a hundred, and says that there are more', async () => {
    const dump = [...Array(130).keys()].map((at) => token(String(at))).join('\n');
    const { findings, evidence, spans } = await vet({ 'dump.txt': dump });
    expect(findings).toHaveLength(101);
    expect(findings.at(-1)).toMatchObject({ rule: 'secret/too-many' });
    expect(findings.at(-1)?.message).toContain('30 more secrets');
    expect(evidence.found).toEqual({ 'secret/token': 130 });
    expect(spans).toHaveLength(130);
  });
});

it('finds a secret in the name of a file', async () => {
  const { findings } = await vet({ [`keys/${token('f')}.txt`]: 'hello' });
  expect(findings).toMatchObject([
    { rule: 'secret/token', message: expect.stringContaining('in the name of the file') },
  ]);
});

describe('when a secret is disguised', () => {
  const secret = token('d');
  it.each<[name: string, text: string, offset: number]>([
    ['JSON escapes', `{"a": "${secret.replace('_', '\\u005f')}"}`, 7],
    ['YAML escapes', `a: "${secret.replace('_', '\\x5F')}"`, 4],
    ['base64 after a path', `#/x/${Buffer.from(`token: ${secret}`).toString('base64')}`, 4],
  ])('finds it: %s', async (_name, text, offset) => {
    const { findings, spans } = await vet({ 'a.yaml': text });
    expect(findings).toMatchObject([{ rule: 'secret/token', place: { offset } }]);
    expect(spans).toHaveLength(1);
  });
});
