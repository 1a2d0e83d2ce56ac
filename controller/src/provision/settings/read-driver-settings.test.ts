import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DriverSettingsError, parseDriverSettings, readDriverSettings } from './read-driver-settings.ts';

const cluster = `
    environments:
      production: { namespace: souk-production, replicas: 2 }
    gatewayNamespace: gateway
    port: 8080
    egress: { type: cilium }
    secretStore: { kind: ClusterSecretStore, name: vault, handsOutAll: true }
    resources: { cpu: 250m, memory: 128Mi }`;
const gitops = (change: Record<string, string> = {}) =>
  Object.entries({
    repository: 'https://git.example.com/environments.git',
    branch: 'main',
    mode: 'commit',
    cluster,
    ...change,
  }).reduce((text, [name, value]) => `${text}  ${name}: ${value}\n`, 'gitops:\n');
const refusal = (text: string): string => {
  try {
    parseDriverSettings(text, '/etc/drivers.yaml');
    return 'It was taken.';
  } catch (error) {
    return error instanceof DriverSettingsError ? error.message : String(error);
  }
};

describe('when the file of drivers is read', () => {
  it('takes one driver or several', () => {
    expect(parseDriverSettings('{}', 'd.yaml')).toEqual({});
    const settings = parseDriverSettings(`${gitops()}kubernetes:\n  cluster: ${cluster}`, 'd.yaml');
    expect(settings.gitops).toMatchObject({ branch: 'main', mode: 'commit' });
    expect(settings.kubernetes?.cluster.environments['production']?.replicas).toBe(2);
  });

  it('takes the examples of the documents', () => {
    for (const name of ['gitops.md', 'kubernetes.md', 'terraform.md']) {
      const text = readFileSync(fileURLToPath(new URL(`../../../../docs/${name}`, import.meta.url)), 'utf8');
      const [, example = ''] = /```yaml\n(# drivers\.yaml\n[\s\S]*?)```/.exec(text) ?? [];
      expect(Object.keys(parseDriverSettings(example, name)), name).toHaveLength(1);
    }
  });

  it.each([
    ['a word that is no setting', 'gitopps: {}\n', /^SOUK_DRIVERS: \/etc\/drivers\.yaml:1:1: /],
    ['another mode', gitops({ mode: 'push' }), /drivers\.yaml:4:3: gitops\/mode /],
    ['a value in place of a reference', gitops({ token: 'ghp_abc' }), /gitops\/token must match/],
    ['a branch that is an option', gitops({ branch: '--upload-pack=x' }), /gitops\/branch /],
    ['what is no YAML', 'gitops: [', /^SOUK_DRIVERS: \/etc\/drivers\.yaml:1:\d+: /],
    ['nothing at all', '', /^SOUK_DRIVERS: \/etc\/drivers\.yaml:1:1: /],
    ['a list', '- gitops', /drivers\.yaml:1:1: The file must be object/],
  ])('says where %s is', (_name, text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it('shows no value that somebody took for a reference', () => {
    expect(refusal(gitops({ token: 'ghp_abc' }))).not.toContain('ghp_abc');
  });

  it('says that the file is not there', async () => {
    await expect(readDriverSettings('/nowhere/drivers.yaml')).rejects.toThrow(
      "SOUK_DRIVERS names /nowhere/drivers.yaml, which can't be read (ENOENT).",
    );
  });
});
