import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { Impact, RuleFlip } from '@souk/model/impact/impact.ts';
import type { Waiver } from '@souk/model/manifest/manifest.ts';
import { anApp, anInstallation, aTeam } from '@souk/model/testing/manifests.ts';
import { findOpa, type Opa } from '@souk/policies/build/opa.ts';
import impactSchema from '@souk/schemas/impact.schema.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runCli } from '../../testing/run-cli.ts';

const calm = fileURLToPath(new URL('../../testing/calm-policies', import.meta.url));
const opa = (await findOpa(process.env)) as Opa;
const validate = new Ajv2020({ allErrors: true, validateFormats: false }).compile(impactSchema);
let repository: TemporaryRepository;

const upset = { 'example.com/mood': 'low', upset: true } as never;
const catalog = {
  'catalog/apps/invoice-scanner/manifest.yaml': stringify(anApp({ annotations: upset })),
  'catalog/apps/lead-finder/manifest.yaml': stringify(
    anApp({ id: 'lead-finder', owner: 'sales', license: 'Apache-2.0', tags: ['crm'] }),
  ),
  'catalog/apps/route-planner/manifest.yaml': stringify(anApp({ id: 'route-planner', owner: 'sales' })),
  'catalog/teams/finance.yaml': stringify(aTeam({ contact: 'finance@example.com' })),
  'catalog/teams/sales.yaml': stringify(aTeam({ id: 'sales', name: 'Sales', contact: { slack: '#sales' } })),
  'catalog/installations/finance/invoices-prod.yaml': stringify(anInstallation()),
};

beforeEach(() => {
  repository = new TemporaryRepository();
  repository.commit(catalog);
});

afterEach(() => repository[Symbol.dispose]());

const impact = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(repository.dir, ['policy', 'impact', '--now', '2026-11-22', ...args]);

async function impactAsJson(...args: string[]): Promise<Impact> {
  const { stdout, stderr } = await impact('--format', 'json', ...args);
  expect(stderr).toBe('');
  const value = JSON.parse(stdout);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

const short = ({ rule, entity, location }: RuleFlip): string =>
  `${rule} ${entity.kind}/${entity.id} ${location.path.split('/').slice(-2, -1)}:${location.line}:${location.column}`;

const addCalmPolicies = (): void => cpSync(calm, join(repository.dir, 'policies'), { recursive: true });

describe('when nothing can be compared', () => {
  beforeEach(addCalmPolicies);

  it.each([
    ['a base that is none', ['--base', 'nope'], 'There is no commit called "nope"'],
    ['a rule that is none', ['--only', 'calm'], 'Did you mean developer/calm?'],
    ['a misspelt rule', ['--only', 'developer/clam'], 'Did you mean developer/calm?'],
    ['a layer that is none', ['--only', 'developr/*'], 'Did you mean developer/*?'],
    ['no rule', ['--only', ','], '--only needs the id of a rule'],
    ['a folder without rules', ['--policies', 'catalog'], 'There are no rules in'],
    [
      'a folder without a catalog',
      ['--repo', 'policies', '--policies', 'policies'],
      'There is no catalog in',
    ],
    ['an unknown format', ['--format', 'xml'], 'Allowed choices are text, json, markdown'],
    ['an unknown reason to fail', ['--fail-on', 'all'], 'Allowed choices are newly-failing'],
    ['a file that cannot be written', ['--output', 'no/where.md'], 'cannot be written'],
    ['a day that is none', ['--now', 'tomorrow'], '--now needs a day'],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await impact(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it('asks for the base where there is no branch main', async () => {
    repository.git('branch', '--quiet', '--move', 'main', 'trunk');
    const result = await impact();
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('Name the commit with --base');
    expect((await impact('--base', 'trunk')).exitCode).toBe(0);
  });

  it('refuses rules that were edited after the build, with exit code 3', async () => {
    const file = join(repository.dir, 'policies/rules/developer/calm/rule.rego');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# edited\n`);
    const result = await impact();
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('Run: souk policy build');
  });

  it('refuses a base whose bundle is damaged, with exit code 3', async () => {
    repository.commit({ 'policies/bundle/rules.json': '[]' });
    addCalmPolicies();
    const result = await impact();
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toMatch(
      /The policies of [0-9a-f]{8} cannot be used\. .* Compare with another commit/,
    );
    expect(result.stderr).not.toContain('souk policy build');
  });

  it('shows help', async () => {
    const result = await impact('--help');
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('souk policy build && souk policy impact');
  });
});

describe('when there were no policies before', () => {
  beforeEach(addCalmPolicies);

  it('counts every rule as new, and says so', async () => {
    const result = await impact();
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('✖ 1 newly failing   among 6 manifests');
    expect(result.stdout).toContain('has no policy bundle, so every rule counts as new');
    expect(result.stdout).toContain('developer/calm   ✖ 1   new: deny, stage deny');
    expect(result.stdout).toContain('App/invoice-scanner   catalog/apps/invoice-scanner/manifest.yaml:3:5');
  });

  it('exits with 1 when it is asked to', async () => {
    expect((await impact('--fail-on', 'newly-failing')).exitCode).toBe(1);
    repository.commit();
    expect((await impact('--fail-on', 'newly-failing')).exitCode).toBe(0);
  });

  it('works in plain folders', async () => {
    repository.remove('.git');
    const { base, newlyFailing } = await impactAsJson();
    expect(base).toEqual({ commit: null, bundle: null });
    expect(newlyFailing.map(short)).toEqual(['developer/calm App/invoice-scanner invoice-scanner:3:5']);
    expect((await impact('--base', 'HEAD')).stderr).toContain('is in none');
  });

  it('judges by the policies of a repository that is another one than that of the catalog', async () => {
    using other = new TemporaryRepository();
    other.commit(catalog);
    const result = await impactAsJson('--repo', other.dir, '--policies', 'policies');
    expect(result.newlyFailing).toHaveLength(1);
    expect(result.base.commit).toBe(repository.git('rev-parse', 'HEAD'));
  });
});

describe('when the rules are the same', () => {
  it('says so and lists nothing', async () => {
    addCalmPolicies();
    repository.commit();
    const result = await impact();
    expect(result.stdout).toBe(
      `✔ the rules are the same, so all 6 manifests are judged alike\n  compared with the policies of ${repository.git('rev-parse', 'HEAD').slice(0, 8)}\n`,
    );
    expect((await impactAsJson()).rules).toEqual([]);
    expect((await impact('--format', 'markdown')).stdout).toContain(
      '✅ Policy impact: the rules are the same',
    );
  });
});

describe.skipIf(opa === undefined)('when a rule is edited', () => {
  const license = 'policies/rules/developer/license/rule.rego';
  const metadata = (id: string, stage = 'deny'): string => `# METADATA
# title: The license is declared
# description: Whoever reuses an entry has to know under which terms.
# custom:
#   id: ${id}
#   level: deny
#   stage: ${stage}
#   kinds: [App]
#   message: "The app {id} is wrong."
#   remediation: "Declare the license."
#   owner: platform
package souk.${id.replace('/', '.')}
`;
  const cases = (id: string): string => `package souk.${id.replace('/', '.')}_test

import data.souk.testing

config := {}

cases["one"] := {"input": testing.input_of(testing.app), "expect": set()}
`;
  const withoutLicense =
    '\nviolation contains {"path": "/license", "params": {"id": input.entity.id}} if not input.entity.license\n';

  const lenient = withoutLicense.replace('if not input.entity.license', 'if input.entity.license == "none"');

  const build = async (dir = repository.dir): Promise<void> => {
    const result = await runCli(dir, ['policy', 'build'], { OPA: opa.path });
    expect(result, result.stdout).toMatchObject({ exitCode: 0 });
  };

  let built: TemporaryRepository;

  beforeAll(async () => {
    built = new TemporaryRepository();
    cpSync(calm, join(built.dir, 'policies'), { recursive: true });
    built.write({
      [license]: metadata('developer/license') + withoutLicense,
      'policies/rules/developer/license/rule_test.rego': cases('developer/license'),
    });
    await build(built.dir);
  });

  afterAll(() => built[Symbol.dispose]());

  beforeEach(() => {
    cpSync(join(built.dir, 'policies'), join(repository.dir, 'policies'), { recursive: true });
    repository.commit();
  });

  it('tells exactly who flips', async () => {
    const tagged = withoutLicense.replace('if not input.entity.license', 'if count(input.entity.tags) > 0');
    repository.write({ [license]: metadata('developer/license') + tagged });
    expect((await impact()).stderr).toContain('Run: souk policy build');
    await build();
    const told = await impactAsJson();
    expect(told.newlyFailing.map(short)).toEqual(['developer/license App/lead-finder lead-finder:12:10']);
    expect(told.newlyPassing.map(short)).toEqual([
      'developer/license App/invoice-scanner invoice-scanner:1:1',
      'developer/license App/route-planner route-planner:1:1',
    ]);
    expect(told.changed).toEqual([]);
    expect(told.rules).toEqual([
      {
        id: 'developer/license',
        type: 'changed',
        level: 'deny',
        stage: 'deny',
        causes: ['rules/developer/license/rule.rego'],
        fields: [],
      },
    ]);
    // invoice-scanner is denied by developer/calm all along.
    expect(told.verdicts.map(({ entity, after }) => `${entity.id} ${after}`)).toEqual([
      'lead-finder fail',
      'route-planner pass',
    ]);
    expect(told.summary.byTeam.map(({ team, contact }) => [team, contact])).toEqual([
      ['sales', '#sales'],
      ['finance', 'finance@example.com'],
    ]);
  });

  it('takes the point where this branch left main for the base', async () => {
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.write({ [license]: metadata('developer/license') + lenient });
    await build();
    repository.commit();
    expect((await impactAsJson()).newlyPassing).toHaveLength(2);
    expect((await impactAsJson('--base', 'HEAD')).newlyPassing).toHaveLength(0);
    repository.git('checkout', '--quiet', 'main');
    expect((await impactAsJson('--base', 'feature')).newlyFailing).toHaveLength(2);
  });

  it('tells a change of metadata from one of the rule, and shows a trial apart', async () => {
    repository.write({ [license]: metadata('developer/license', 'shadow') + withoutLicense });
    await build();
    const told = await impactAsJson();
    expect(told.newlyPassing).toHaveLength(2);
    expect(told.rules).toMatchObject([
      { type: 'metadata', causes: [], fields: [{ field: 'stage', before: 'deny', after: 'shadow' }] },
    ]);
    repository.commit();
    repository.write({ [license]: metadata('developer/license', 'shadow') + lenient });
    await build();
    const trial = await impactAsJson();
    expect(trial.newlyPassing).toEqual([]);
    expect(trial.shadow.newlyPassing).toHaveLength(2);
    expect((await impact()).stdout).toContain(
      'if the rules in stage shadow were enforced, 2 would newly pass',
    );
  });

  it('lets a waiver stand', async () => {
    repository.write({ [license]: metadata('developer/license') + lenient });
    await build();
    repository.commit();
    const waiver: Waiver = {
      ...{ apiVersion: 'souk/v1', kind: 'Waiver', id: 'routes', rule: 'developer/license' },
      ...{
        entity: 'App/route-planner',
        reason: 'It gets a license in spring.',
        approvedBy: 'sales',
        expiresAt: '2027-01-31',
      },
    };
    repository.write({
      'catalog/waivers/routes.yaml': stringify(waiver),
      [license]: metadata('developer/license') + withoutLicense,
    });
    await build();
    const told = await impactAsJson();
    expect(told.newlyFailing.map(short)).toEqual([
      'developer/license App/invoice-scanner invoice-scanner:1:1',
    ]);
    expect(told.changed).toMatchObject([
      { entity: { id: 'route-planner' }, after: [{ waivedBy: 'routes' }] },
    ]);
    expect((await impactAsJson('--now', '2027-02-01')).newlyFailing).toHaveLength(2);
  });

  it('tells only of the rules that it is asked for', async () => {
    repository.write({ [license]: metadata('developer/license') + lenient });
    await build();
    expect((await impactAsJson('--only', 'developer/calm')).newlyPassing).toEqual([]);
    expect((await impactAsJson('--only', 'developer/*')).newlyPassing).toHaveLength(2);
  });

  it('makes a comment for the pull request that text from manifests cannot break', async () => {
    const name = '</details> @everyone `x` | <img src=x>';
    repository.write({
      'catalog/teams/sales.yaml': stringify(aTeam({ id: 'sales', name })),
      [license]: metadata('developer/license') + lenient,
    });
    await build();
    const { stdout } = await impact('--format', 'markdown');
    expect(stdout.length).toBeLessThan(60_000);
    expect(stdout).toContain('## ✅ Policy impact: 2 newly passing');
    expect(stdout).toContain(
      '<b>&lt;/details&gt; @\u200beveryone `x` | &lt;img src=x&gt;</b>: 1 newly passing',
    );
    expect(stdout.match(/<\/?details>/g)).toEqual(['<details>', '</details>', '<details>', '</details>']);
    expect(stdout).toContain('`App/route-planner` `catalog/apps/route-planner/manifest.yaml:1:1`');
  });

  it('writes to a file', async () => {
    expect(await impact('--output', 'impact.txt')).toMatchObject({ exitCode: 0, stdout: '' });
    expect(readFileSync(join(repository.dir, 'impact.txt'), 'utf8')).toContain('the rules are the same');
  });
});
