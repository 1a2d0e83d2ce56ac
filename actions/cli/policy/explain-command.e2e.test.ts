import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { EntityExplanation, RuleExplanation } from '@souk/model/explain/explanation.ts';
import type { Waiver } from '@souk/model/manifest/manifest.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { aRule } from '@souk/model/testing/rules.ts';
import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { renderEntityExplanation } from '../../policy/render-entity-explanation.ts';
import { runCli } from '../../testing/run-cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let repository: TemporaryRepository;

const upset = { upset: true } as never;
const manifest = 'catalog/apps/invoice-scanner/manifest.yaml';

beforeEach(() => {
  repository = new TemporaryRepository();
  cpSync(join(root, 'actions/testing/calm-policies'), join(repository.dir, 'policies'), { recursive: true });
  repository.commit({
    [manifest]: stringify(anApp({ annotations: upset })),
    'catalog/apps/finance/manifest.yaml': stringify(anApp({ id: 'finance' })),
    'catalog/teams/finance.yaml': stringify(aTeam()),
  });
});

afterEach(() => repository[Symbol.dispose]());

const explain = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(repository.dir, ['policy', 'explain', '--now', '2026-11-22', ...args]);

describe('when the command line is wrong', () => {
  it.each([
    ['no rule', [], "missing required argument 'rule'"],
    ['an unknown rule', ['developer/clam'], 'Did you mean developer/calm?'],
    ['a rule without its layer', ['calm'], 'Did you mean developer/calm?'],
    ['a misspelt built-in rule', ['schema/knd'], 'Did you mean schema/kind?'],
    ['an unknown entity', ['developer/calm', 'invoice-scaner'], 'Did you mean invoice-scanner?'],
    ['an unknown kind', ['developer/calm', 'Ap/finance'], 'Did you mean App/finance?'],
    [
      'an id that several have',
      ['developer/calm', 'finance'],
      'is the id of several: App/finance, Team/finance',
    ],
    ['a third argument', ['developer/calm', 'a', 'b'], 'too many arguments'],
    [
      'an unknown base',
      ['developer/calm', 'App/finance', '--base', 'nope'],
      'There is no commit called "nope"',
    ],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await explain(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it('says that an invalid manifest is judged by no rule', async () => {
    repository.write({ [manifest]: 'kind: App\nid: invoice-scanner\n' });
    const result = await explain('developer/calm', 'invoice-scanner');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('is not valid, so no rule judges it');
  });

  it('shows help', async () => {
    expect((await explain('--help')).stdout).toContain('souk policy explain developer/license');
  });
});

describe('when a rule is explained', () => {
  it('tells what it asks, and who violates it', async () => {
    const { stdout, exitCode } = await explain('developer/calm');
    expect(exitCode).toBe(0);
    for (const words of [
      'Nothing is ever wrong',
      'judges    App',
      'stage     deny: in force',
      'mend it   Calm it down.',
      'reads     input.entity.annotations.upset, input.entity.id',
      'source    policies/rules/developer/calm/rule.rego',
      '1 of 2 entities violates it  1 × deny',
      '✖ App/invoice-scanner   catalog/apps/invoice-scanner/manifest.yaml:3:5',
      'souk policy explain developer/calm App/invoice-scanner',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  it('says when nobody does', async () => {
    repository.write({ [manifest]: stringify(anApp()) });
    expect((await explain('developer/calm')).stdout).toContain('✔ None of 2 entities violates it');
  });

  it('gives everything as JSON', async () => {
    const value: RuleExplanation = JSON.parse((await explain('developer/calm', '--format', 'json')).stdout);
    expect(value).toMatchObject({
      rule: { id: 'developer/calm', reads: ['input.entity.annotations.upset', 'input.entity.id'] },
      waivable: true,
      asked: 2,
      violators: [
        {
          entity: { kind: 'App', id: 'invoice-scanner' },
          findings: [{ level: 'deny', location: { line: 3 } }],
        },
      ],
    });
  });

  it('explains a rule of the checks by its title and its reason', async () => {
    const { stdout } = await explain('schema/kind');
    expect(stdout).toContain('A manifest says what it is');
    expect(stdout).toContain('built in');
    const json = JSON.parse((await explain('schema/kind', '--format', 'json')).stdout);
    expect(json).toMatchObject({ id: 'schema/kind', builtIn: true, level: 'deny' });
  });
});

describe('when a rule is explained on an entity', () => {
  it('shows what it read, what it found, and why it weighs so much', async () => {
    const { stdout } = await explain('developer/calm', 'invoice-scanner');
    const lines = stdout.split('\n');
    expect(lines.slice(lines.indexOf('What it reads'))).toEqual([
      'What it reads',
      `  input.entity.annotations.upset   true                ${manifest}:13:3`,
      `  input.entity.id                  "invoice-scanner"   ${manifest}:3:1`,
      '',
      'What it makes of it',
      '  ✖ The app invoice-scanner is upset.',
      '        │',
      '      3 │ id: invoice-scanner',
      '        │     ^^^^^^^^^^^^^^^',
      '      → Calm it down.',
      '        The rule is in force.',
      '',
    ]);
  });

  it('says that it passes', async () => {
    const { stdout } = await explain('developer/calm', 'App/finance');
    expect(stdout).toContain('input.entity.annotations.upset   not there');
    expect(stdout).toContain('✔ Nothing to say: it passes.');
  });

  it('says that the rule is about other kinds', async () => {
    const { stdout, exitCode } = await explain('developer/calm', 'Team/finance');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The rule is not asked about this: it judges App.');
  });

  it('names the waiver that silences it', async () => {
    const waiver: Waiver = {
      ...{ apiVersion: 'souk/v1', kind: 'Waiver', id: 'bad-day', rule: 'developer/calm' },
      ...{ entity: 'App/invoice-scanner', reason: 'It will pass by spring.', approvedBy: 'finance' },
      expiresAt: '2027-01-31',
    };
    repository.write({ 'catalog/waivers/bad-day.yaml': stringify(waiver) });
    const { stdout } = await explain('developer/calm', 'invoice-scanner');
    expect(stdout).toContain('The waiver bad-day silences it.');
    expect((await explain('developer/calm')).stdout).toContain('1 waived');
    const late = await explain('developer/calm', 'invoice-scanner', '--now', '2027-02-01');
    expect(late.stdout).toContain('The waiver bad-day for it expired on 2027-01-31.');
  });

  it('says what happened to the entity since the base', async () => {
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.write({ [manifest]: stringify(anApp({ annotations: upset, version: '2.0.0' })) });
    const value: EntityExplanation = JSON.parse(
      (await explain('developer/calm', 'invoice-scanner', '--format', 'json')).stdout,
    );
    expect(value).toMatchObject({ change: 'modified', base: repository.git('rev-parse', 'main') });
    expect(value.reads[1]).toEqual({
      path: 'input.entity.id',
      from: 'manifest',
      pointer: '/id',
      value: 'invoice-scanner',
      location: { path: manifest, line: 3, column: 1 },
    });
  });

  it('works in a plain folder', async () => {
    repository.remove('.git');
    const { stdout } = await explain('developer/calm', 'invoice-scanner');
    expect(stdout).toContain('✖ The app invoice-scanner is upset.');
    expect((await explain('developer/calm', 'invoice-scanner', '--base', 'HEAD')).stderr).toContain(
      'is in none',
    );
  });

  it('shows the configuration where it stands', async () => {
    const { stdout } = await runCli(root, [
      'policy',
      'explain',
      'org/vendor-risk',
      'payroll-export',
      '--format',
      'json',
    ]);
    const value: EntityExplanation = JSON.parse(stdout);
    const ratings = value.reads.find(({ path }) => path === 'data.config.org.vendors.ratings');
    expect(ratings).toMatchObject({ from: 'config', location: { path: 'policies/data/org.yaml' } });
    expect(value.reads.find(({ path }) => path === 'input.entity.lifecycle.stage')?.location?.path).toBe(
      'catalog/apps/payroll-export/manifest.yaml',
    );
  });
});

describe('when a rule cannot judge an entity', () => {
  it('says so, and whose fault it is not', () => {
    const explanation: EntityExplanation = {
      ...{
        rule: aRule('org/one'),
        entity: { kind: 'App', id: 'a\u001b[31m' },
        path: 'catalog/apps/a/manifest.yaml',
      },
      ...{
        applies: true,
        base: null,
        change: 'unchanged',
        asIfEdited: false,
        tier: null,
        reads: [],
        findings: [],
      },
      failure: 'time.parse_rfc3339_ns: no time',
    };
    const view = { colors: pc.createColors(false), columns: 100, folder: 'policies' };
    const text = renderEntityExplanation(explanation, '', view);
    expect(text).toContain('‼ The rule could not judge it: time.parse_rfc3339_ns: no time');
    expect(text).toContain('No author is to blame. Report it to platform.');
    expect(text).not.toContain('\u001b');
  });
});
