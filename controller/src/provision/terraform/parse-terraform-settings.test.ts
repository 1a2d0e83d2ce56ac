import { readFileSync } from 'node:fs';
import { readYaml } from '@souk/model/manifest/read-yaml.ts';
import { describe, expect, it } from 'vitest';
import { parseTerraformSettings } from './parse-terraform-settings.ts';
import { terraformSettings } from './testing/terraform-settings.ts';

const refusal = (value: unknown): string => {
  try {
    parseTerraformSettings(value);
    return 'It was taken.';
  } catch (error) {
    return error instanceof TypeError ? error.message : `another error: ${error}`;
  }
};
const backend = (config: Record<string, string>, type = 's3') =>
  terraformSettings({ backend: { type, config } });

describe('when the settings of the driver are read', () => {
  it('takes what is well', () => {
    const whole = terraformSettings({ environment: ['AWS_ROLE_ARN'], pluginCacheDir: '/var/cache/tofu' });
    expect(parseTerraformSettings(whole)).toEqual(whole);
  });

  it('takes the example of the documents', () => {
    const text = readFileSync(new URL('../../../../docs/terraform.md', import.meta.url), 'utf8');
    const yaml = readYaml(/```yaml\n(# drivers\.yaml\n[\s\S]*?)```/.exec(text)?.[1] ?? '');
    const { terraform } = (yaml.ok ? yaml.value : {}) as { readonly terraform?: unknown };
    expect(parseTerraformSettings(terraform).command).toBe('tofu');
  });

  it.each([
    ['nothing', undefined, /^terraform must be object/],
    [
      'a word that is no setting',
      { ...terraformSettings(), workspace: 'x' },
      /terraform.* must not have additional/,
    ],
    [
      'an option in place of a command',
      terraformSettings({ command: '-chdir=/' }),
      /terraform\/command must match/,
    ],
    ['no time', terraformSettings({ timeoutMs: 0 }), /terraform\/timeoutMs/],
    ['a local state', backend({ path: '{installation}' }, 'local'), /lost with the disk/],
    ['one state for all', backend({ key: 'souk.tfstate' }), /no value names \{installation\}/],
    [
      'an unknown placeholder',
      backend({ key: '{installation}{region}' }),
      /config\/key: expected plain text/,
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an expression looks like
    ['an expression', backend({ key: '${file("x")}{installation}' }), /config\/key: expected plain text/],
    ['an argument that is none', backend({ 'a b': '{installation}' }), /"a b" is no name/],
    [
      'a variable of ours',
      terraformSettings({ environment: ['SOUK_GITHUB_TOKEN'] }),
      /"SOUK_GITHUB_TOKEN" can't be handed on/,
    ],
    ['a way to load code', terraformSettings({ environment: ['LD_PRELOAD'] }), /can't be handed on/],
  ])('refuses %s', (_name, value, message) => {
    expect(refusal(value)).toMatch(message);
  });

  it('refuses a password without showing it', () => {
    const message = refusal(backend({ address: 'https://states/{installation}', password: 'hunter2' }));
    expect(message).toMatch(/config\/password: it would lie on disk/);
    expect(message).not.toContain('hunter2');
  });

  it('says all that is wrong', () => {
    expect(refusal(backend({ path: 'x' }, 'local'))).toMatch(/lost with the disk.*no value names/);
  });
});
