import { describe, expect, it } from 'vitest';
import { base64Of, drawn, drawnPem } from '../conformance/secret/drawn.ts';
import { harmlessSamples } from '../conformance/secret/harmless-samples.ts';
import { secretSettings } from '../conformance/secret/sample-settings.ts';
import { secretSamples } from '../conformance/secret/secret-samples.ts';
import { describeSecret } from './describe-secret.ts';
import { findSecrets } from './find-secrets.ts';

const settings = secretSettings();
const rulesIn = async (name: string, text: string): Promise<string[]> =>
  (await findSecrets({ name, text }, settings)).map(({ rule }) => rule);
const gitHubToken = ['gh', 'p_'].join('') + drawn(36);
/** Only secretlint knows it, whose comments are to have no effect. */
const awsKeyId = ['AK', 'IA'].join('') + drawn(16, 'upper');

describe('when a file holds a secret', () => {
  it.each(secretSamples)('finds it once: $title', async ({ file, text, rule }) => {
    expect(await rulesIn(file, text)).toEqual([rule]);
  });

  it.each(secretSamples)('shows at most four characters: $title', async ({ file, text }) => {
    const [match] = await findSecrets({ name: file, text }, settings);
    const shown = match === undefined ? '' : describeSecret(match);
    expect(shown.length).toBeLessThan(28);
    expect(shown).not.toContain(match?.secret.slice(0, 5));
  });
});

describe('when a file holds none', () => {
  it.each(harmlessSamples.map(({ file, text }) => [`${file}: ${text.slice(0, 70)}`, file, text]))(
    'finds nothing: %s',
    async (_, file, text) => {
      expect(await findSecrets({ name: file, text }, settings)).toEqual([]);
    },
  );
});

describe('when a file tries to hide a secret', () => {
  it.each<[way: string, text: string]>([
    ['behind a comment that switches off the search', `// secretlint-disable\nuse('${awsKeyId}');\n`],
    ['behind a comment on the line before', `// secretlint-disable-next-line\nuse('${awsKeyId}');\n`],
    [
      'behind a comment that names the rule',
      `/* secretlint-disable @secretlint/secretlint-rule-aws */ x('${awsKeyId}')`,
    ],
    ['in base64', `blob: ${base64Of(`login with ${gitHubToken} please`)}`],
    ['at the end of a long line', `${'a '.repeat(100_000)}${gitHubToken}`],
    ['in a file of a lock', `resolved "https://x:${gitHubToken}@npm.acme.dev/a.tgz"`],
  ])('finds it %s', async (_, text) => {
    expect(await rulesIn('yarn.lock', text)).not.toEqual([]);
  });
});

describe('when several rules know one secret', () => {
  it('names the most telling once and spans them all', async () => {
    const text = `GITHUB_TOKEN=${gitHubToken}`;
    expect(await findSecrets({ name: '.env', text }, settings)).toMatchObject([
      { what: 'A GitHub token', offset: 13, endOffset: text.length },
    ]);
  });

  it('keeps two secrets that one run of base64 wraps', async () => {
    const text = base64Of(`a=${gitHubToken}\nb=${['gl', 'pat-'].join('')}${drawn(20)}\n`);
    expect(await rulesIn('x.txt', text)).toEqual(['secret/token', 'secret/token']);
  });
});

describe('when a text is made to take long', () => {
  it.each<[what: string, text: string]>([
    ['openings of keys', drawnPem('PRIVATE KEY', 4).split('\n')[0]?.repeat(2000) ?? ''],
    ['words of interest', 'secret'.repeat(50_000)],
    ['blocks without an end', 'password{'.repeat(20_000)],
    ['addresses without an end', 'a://b:'.repeat(30_000)],
    ['one long word', 'a'.repeat(500_000)],
    ['signs', 'token= '.repeat(40_000)],
    ['quotes', `password="${'\\'.repeat(200_000)}`],
    ['dots', 'SG.a.'.repeat(40_000)],
    ['tokens in parts', 'eyJaaaaaaaaaa.eyJaaaaa.'.repeat(5000)],
  ])('comes to an end: %s', async (_, text) => {
    expect(await rulesIn('x.yaml', text)).toEqual([]);
  });
});
