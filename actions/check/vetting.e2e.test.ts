import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { Report } from '@souk/model/report/report.ts';
import { anApp, aTeam, aWaiver } from '@souk/model/testing/manifests.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { reportFormats } from '../report/render-report.ts';
import { runCli } from '../testing/run-cli.ts';
import { runCheck } from './run-check.ts';

const calmPolicies = fileURLToPath(new URL('../testing/calm-policies', import.meta.url));
const folder = 'catalog/apps/invoice-scanner';
// In halves, so that no scanner of this repository takes it for one.
const TOKEN = ['ghp', '_', 'Zk3vQ9xT2mW8rL5pN7bY4cJ6hD1fG0sAeU2i'].join('');
const PASSWORD = ['Tr0ub4dor', '3xKq'].join('&');

const sbom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    timestamp: '2026-11-20T00:00:00Z',
    authors: [{ name: 'Acme' }],
    component: { type: 'application', name: 'invoice-scanner', version: '1.0.0', 'bom-ref': 'root' },
  },
  components: [
    {
      type: 'library',
      name: 'left-pad',
      version: '1.3.0',
      purl: 'pkg:npm/left-pad@1.3.0',
      'bom-ref': 'left-pad',
      licenses: [{ license: { id: 'MIT' } }],
    },
  ],
  dependencies: [{ ref: 'root', dependsOn: ['left-pad'] }, { ref: 'left-pad' }],
});

let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
  repository.commit({
    [`${folder}/manifest.yaml`]: stringify(anApp({ version: '1.0.0' })),
    'catalog/teams/finance.yaml': stringify(aTeam()),
  });
  repository.git('checkout', '--quiet', '-b', 'feature');
});

afterEach(() => repository[Symbol.dispose]());

const check = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(repository.dir, ['check', '--policies', calmPolicies, '--now', '2026-11-22', ...args]);

async function report(...args: string[]): Promise<Report> {
  return JSON.parse((await check('--format', 'json', ...args)).stdout) as Report;
}

describe('when a file beside a manifest holds a secret', () => {
  beforeEach(() => {
    repository.write({
      [`${folder}/src/main.ts`]: `const url = 'https://api.example.com';\nconst token = '${TOKEN}';\n`,
    });
  });

  it('denies it at its line and column', async () => {
    expect((await report()).findings).toContainEqual(
      expect.objectContaining({
        rule: 'secret/token',
        level: 'deny',
        location: expect.objectContaining({ path: `${folder}/src/main.ts`, line: 2, column: 16 }),
      }),
    );
  });

  it.each(reportFormats)('shows it in no report: %s', async (format) => {
    const { stdout, stderr, exitCode } = await check('--format', format);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('secret/token');
    expect(stdout + stderr).not.toContain(TOKEN.slice(4, 16));
  });

  it('lets a waiver for its fingerprint stand in the next version too', async () => {
    const [finding] = (await report()).findings.filter(({ rule }) => rule === 'secret/token');
    repository.write({
      'catalog/waivers/test-token.yaml': stringify(
        aWaiver({
          id: 'test-token',
          rule: 'secret/token',
          entity: 'App/invoice-scanner',
          about: finding?.about,
          expiresAt: '2027-01-31',
        } as Parameters<typeof aWaiver>[0]),
      ),
      [`${folder}/src/main.ts`]: `// Moved down.\n\nconst token = '${TOKEN}';\n`,
    });
    const { findings, verdict } = await report();
    expect(findings.filter(({ rule }) => rule === 'secret/token')).toMatchObject([
      { waivedBy: 'test-token' },
    ]);
    expect(verdict).toBe('fail');
    expect(
      findings.filter(({ level, waivedBy }) => level === 'deny' && waivedBy === undefined),
    ).toMatchObject([{ rule: 'version/not-raised' }]);
  });
});

describe('when a secret is not searched for in its place', () => {
  it('finds it in a file that lay there before there was an entry', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/apps/later/src/main.ts': `const token = '${TOKEN}';\n` });
    repository.git('checkout', '--quiet', '-b', 'later');
    repository.write({ 'catalog/apps/later/manifest.yaml': stringify(anApp({ id: 'later' })) });
    expect((await report()).findings).toContainEqual(
      expect.objectContaining({
        rule: 'secret/token',
        location: expect.objectContaining({ path: 'catalog/apps/later/src/main.ts' }),
      }),
    );
  });

  it.each(reportFormats)('shows none of a manifest that breaks its schema: %s', async (format) => {
    const manifest = stringify(anApp({ version: '1.0.0' }));
    repository.write({
      [`${folder}/manifest.yaml`]: `${manifest}${TOKEN}: ${TOKEN}\npassword: ${PASSWORD}\n`,
    });
    const { stdout, stderr } = await check('--format', format);
    expect(stdout).toContain('schema/unknown-field');
    expect(stdout + stderr).not.toContain(TOKEN.slice(4, 16));
    expect(stdout + stderr).not.toContain(PASSWORD);
  });

  it.each(reportFormats)('shows none in the name of a file: %s', async (format) => {
    repository.write({ [`${folder}/${TOKEN}.txt`]: 'hello' });
    const { stdout, stderr } = await check('--format', format);
    expect(stdout).toContain('secret/token');
    expect(stdout + stderr).not.toContain(TOKEN.slice(4, 16));
  });
});

it('reads no more of the files of an entry than fits into memory', async () => {
  const zeros = new Uint8Array(20_000_000);
  for (const n of Array(12).keys()) repository.write({ [`${folder}/z${n}`]: zeros });
  const { findings } = await report();
  expect(findings.filter(({ rule }) => rule === 'vetting/too-large')).toHaveLength(2);
});

describe('when an entry brings a bill of materials', () => {
  beforeEach(() => {
    repository.write({
      [`${folder}/manifest.yaml`]: stringify(anApp({ version: '1.0.0', sbom: 'sbom.cdx.json' })),
      [`${folder}/sbom.cdx.json`]: sbom,
    });
  });

  it('gives no verdict when the advisories that were named are not there', async () => {
    const { exitCode, stdout } = await check('--advisories', join(repository.dir, 'nowhere'));
    expect(exitCode).toBe(3);
    expect(stdout).toContain('vulnerability/advisories-missing');
  });

  it('warns when nobody demands advisories', async () => {
    expect((await report()).findings).toContainEqual(
      expect.objectContaining({ rule: 'vulnerability/advisories-missing', level: 'warn' }),
    );
  });

  it('tells the security score with the evidence for each point', async () => {
    const { scores } = await report();
    expect(scores).toMatchObject([{ kind: 'App', id: 'invoice-scanner', badge: 'community' }]);
    expect(scores[0]?.parts.reduce((sum, { points }) => sum + points, 0)).toBe(scores[0]?.score);
    expect((await check()).stdout).toMatch(/security \d+ of 100, community/);
    expect((await check('--format', 'markdown')).stdout).toContain('Security of <code>App/invoice-scanner');
  });

  it('looks at nothing of it when only other checks are asked for', async () => {
    const { findings, scores } = await report('--only', 'schema,references');
    expect([findings, scores]).toEqual([[], []]);
  });
});

it('gives no verdict when the policies do not say what to look for', async () => {
  const { report: told } = await runCheck(
    {
      trees: { folder: repository.dir },
      all: true,
      checks: [],
      policies: { evaluator: new PolicyEngine(await readDiskBundle(calmPolicies)) },
      policyFindings: false,
      shadow: false,
      vetting: 'no-settings',
      now: new Date('2026-11-22'),
    },
    () => 0,
  );
  expect(told).toMatchObject({
    verdict: 'error',
    findings: [{ rule: 'vetting/settings', location: { path: 'policies/data/vetting.yaml' } }],
  });
});

describe('when a bill of materials lies elsewhere', () => {
  beforeEach(() => {
    repository.write({
      [`${folder}/manifest.yaml`]: stringify(
        anApp({ version: '1.0.0', sbom: 'https://localhost:9/sbom.cdx.json' }),
      ),
    });
  });

  it.each([
    ['asks nobody for it', [], 'sbom/not-looked-at'],
    ['asks for it with --fetch, though not within the own network', ['--fetch'], 'sbom/address'],
  ])('%s', async (_what, args, rule) => {
    const { findings } = await report(...args);
    expect(findings.filter((finding) => finding.rule.startsWith('sbom/'))).toMatchObject([
      { rule, location: { path: `${folder}/manifest.yaml` } },
    ]);
  });
});
