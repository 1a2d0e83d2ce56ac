import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { anApp, anInstallation, aTeam } from '@souk/model/testing/manifests.ts';
import reportSchema from '@souk/schemas/report.schema.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runCli } from '../testing/run-cli.ts';

const manifest = 'catalog/apps/invoice-scanner/manifest.yaml';
let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
  repository.commit({
    [manifest]: stringify(anApp()),
    'catalog/teams/finance.yaml': stringify(aTeam()),
    'catalog/installations/finance/invoices-prod.yaml': stringify(anInstallation()),
  });
  repository.git('checkout', '--quiet', '-b', 'feature');
});

afterEach(() => repository[Symbol.dispose]());

/** Policies that find nothing: these tests are about everything else. */
const calmPolicies = fileURLToPath(new URL('../testing/calm-policies', import.meta.url));

const check = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(repository.dir, ['check', '--policies', calmPolicies, ...args]);

describe('when the command line is wrong', () => {
  it.each([
    ['an unknown command', ['chek'], 'Did you mean check?'],
    ['an unknown option', ['check', '--al'], 'Did you mean --all?'],
    ['an operand', ['check', 'catalog'], 'too many arguments'],
    ['an option without its value', ['check', '--base'], 'argument missing'],
    ['an unknown format', ['check', '--format', 'xml'], 'Allowed choices are text, json'],
    ['an unknown check', ['check', '--only', 'schemas'], 'Did you mean schema?'],
    ['an empty list of checks', ['check', '--only', ','], '--only needs at least one of'],
    ['a day that is none', ['check', '--now', 'tomorrow'], '--now needs a day like 2027-03-31'],
    ['a day that is not in the calendar', ['check', '--now', '2027-02-30'], 'got "2027-02-30"'],
    ['a folder that is not there', ['check', '--repo', 'nowhere'], 'does not exist'],
    ['a file for a folder', ['check', '--repo', manifest], 'is not one'],
    ['an unknown base', ['check', '--base', 'nope'], 'There is no commit called "nope"'],
    ['an unknown head', ['check', '--head', 'nope'], 'There is no commit called "nope"'],
    [
      'a report in a folder that is not there',
      ['check', '--output', 'no/where/report.txt'],
      'cannot be written',
    ],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await runCli(repository.dir, args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it.each([[['--help']], [['-h']], [['help', 'check']], [['check', '--help']], [[]]])(
    'shows help for %j',
    async (args) => {
      const result = await runCli(repository.dir, args);
      expect(result.exitCode).toBe(0);
      expect(result.stdout).toContain('Usage: souk');
    },
  );
});

describe('when something outside fails', () => {
  it('says that two branches share no history, with exit code 3', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'island');
    repository.commit({ 'catalog/teams/ops.yaml': stringify(aTeam({ id: 'ops' })) });
    const result = await check();
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('fetch the whole history first');
  });

  it('says that Git is missing, with exit code 3', () => {
    const souk = fileURLToPath(new URL('./souk.js', import.meta.url));
    const result = spawnSync(process.execPath, [souk, 'check', '--repo', repository.dir], {
      env: { PATH: '/nonexistent' },
      encoding: 'utf8',
    });
    expect(result.status).toBe(3);
    expect(result.stderr).toMatch(/^souk: Git was not found/);
  });
});

describe('when a change is judged', () => {
  it('passes a clean branch and says what was judged', async () => {
    const result = await check();
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('✔ pass');
    expect(result.stdout).toContain('0 of 3 manifests judged');
  });

  it('shows the line, the caret and the fix', async () => {
    repository.write({ [manifest]: stringify({ ...anApp(), runtime: { type: 'contaner' } }) });
    const result = await check();
    expect(result.exitCode).toBe(1);
    expect(result.stdout.split('\n').slice(2, 9)).toEqual([
      '  ✖ runtime.type must be wasm, container, function, web-component, iframe, terraform or low-code;',
      '    found "contaner".',
      '    9:9  schema/value',
      '        │',
      '      9 │   type: contaner',
      '        │         ^^^^^^^^',
      '      → Did you mean container?',
    ]);
    expect(result.stdout).toContain('✖ fail  1 problem to fix');
  });

  it('judges only what changed, and everything with --all', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/teams/broken.yaml': 'kind: Team\nid: broken\n' });
    repository.git('checkout', '--quiet', '-b', 'later');
    repository.write({ 'catalog/teams/ops.yaml': stringify(aTeam({ id: 'ops' })) });
    expect((await check()).exitCode).toBe(0);
    expect((await check('--all')).exitCode).toBe(1);
    expect((await check('--all', '--only', 'identity')).exitCode).toBe(0);
  });

  it('judges a commit without looking at the disk', async () => {
    repository.commit({ [manifest]: 'kind: App\n' });
    repository.write({ [manifest]: stringify(anApp()) });
    expect((await check()).exitCode).toBe(0);
    expect((await check('--head', 'HEAD')).exitCode).toBe(1);
    expect((await check('--base', 'main', '--head', 'main')).exitCode).toBe(0);
  });

  it('judges a plain folder as a whole', async () => {
    repository.remove('.git');
    repository.write({ 'catalog/teams/broken.yaml': 'kind: Team\nid: broken\n' });
    const result = await check();
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('4 of 4 manifests judged');
  });

  it('judges as of the day that --now names', async () => {
    const deprecation = {
      announced: '2026-11-22',
      sunset: '2027-06-30',
      migrationGuide: 'https://wiki.example.com/move',
    };
    repository.write({ [manifest]: stringify(anApp({ lifecycle: { stage: 'deprecated', deprecation } })) });
    expect((await check('--now', '2026-11-22')).exitCode).toBe(0);
    expect((await check('--now', '2027-06-01')).exitCode).toBe(1);
  });

  it('refuses to say anything where there is no branch to compare with, and judges all with --all', async () => {
    repository.git('branch', '--quiet', '--move', 'main', 'trunk');
    repository.write({ [manifest]: stringify({ ...anApp(), runtime: { type: 'BROKEN' } }) });
    const plain = await check();
    expect(plain.exitCode).toBe(2);
    expect(plain.stderr).toContain('--base');
    const all = await check('--all');
    expect(all.exitCode).toBe(1);
    expect(all.stdout).toContain('3 of 3 manifests judged');
    expect((await check('--base', 'trunk')).exitCode).toBe(1);
  });

  it('refuses a folder without a catalog', async () => {
    const result = await check('--repo', 'catalog/apps');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('There is no catalog in');
  });

  it.each([['owner: again\n'], ['\tx: 1\n'], ['x: [\n'], ['a: \u0000\n']])(
    'never takes a broken manifest for a removal: %j',
    async (damage) => {
      repository.write({
        'catalog/teams/finance.yaml': stringify(aTeam()) + damage,
        [manifest]: stringify(anApp()) + damage,
      });
      const report = JSON.parse((await check('--format', 'json')).stdout);
      expect(report.verdict).toBe('fail');
      expect(report.changes.map((change: { type: string }) => change.type)).toEqual(['modified', 'modified']);
      expect(report.findings.every(({ rule }: { rule: string }) => /^(yaml|schema|file)\//.test(rule))).toBe(
        true,
      );
      expect(report.approvals.autoApprovable).toBe(false);
    },
  );

  it('takes a move between folders, attachments and all, for a move', async () => {
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/apps/invoice-scanner/openapi.yaml': 'openapi: 3.1.0\n' });
    repository.git('checkout', '--quiet', '-b', 'move');
    repository.write({ 'connectors/.gitkeep': '' });
    repository.git('mv', 'catalog/apps/invoice-scanner', 'connectors/invoice-scanner');
    repository.commit();
    const report = JSON.parse((await check('--format', 'json', '--head', 'HEAD')).stdout);
    expect(report.changes).toEqual([{ kind: 'App', id: 'invoice-scanner', type: 'moved' }]);
    expect(report.findings).toEqual([]);
  });

  it('works with the Git settings of whoever runs it', () => {
    const souk = fileURLToPath(new URL('./souk.js', import.meta.url));
    const env = { PATH: process.env['PATH'], HOME: repository.dir, GIT_CONFIG_GLOBAL: '/dev/null' };
    const result = spawnSync(
      process.execPath,
      [souk, 'check', '--policies', calmPolicies, '--repo', repository.dir],
      {
        env,
        encoding: 'utf8',
      },
    );
    expect(result.status, result.stderr).toBe(0);
  });

  it('does not mind a reader that goes away', () => {
    repository.write({ [manifest]: 'kind: App\n' });
    const souk = fileURLToPath(new URL('./souk.js', import.meta.url));
    const command = `${process.execPath} ${souk} check --all --format json --policies ${calmPolicies} --repo ${repository.dir} | true; echo "\${PIPESTATUS[0]}"`;
    const result = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(result.stderr).toBe('');
    expect(result.stdout.trim()).toBe('1');
  });

  it('never lets a manifest or a path write to the terminal', async () => {
    repository.write({
      [manifest]: 'kind: App # \u001b[2J\n',
      'catalog/teams/\u001b[31mred.yaml': stringify(aTeam()),
    });
    const { stdout, exitCode } = await check();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\u241b[2J');
    expect(stdout).toContain('\u241b[31mred');
    expect(stdout).not.toContain('\u001b');
  });

  it('judges by the settings of the base', async () => {
    const market = (minSunsetDays: number): string =>
      stringify({
        apiVersion: 'souk/v1',
        kind: 'Marketplace',
        id: 'm',
        name: 'Market',
        lifecycle: { minSunsetDays },
      });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/marketplace.yaml': market(90) });
    repository.git('checkout', '--quiet', '-b', 'loosen');
    const deprecation = {
      announced: '2026-11-22',
      sunset: '2026-11-23',
      migrationGuide: 'https://wiki.example.com/move',
    };
    repository.write({
      'catalog/marketplace.yaml': market(0),
      [manifest]: stringify(anApp({ lifecycle: { stage: 'deprecated', deprecation } })),
    });
    const result = await check('--now', '2026-11-22');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('lifecycle/notice');
  });
});

describe('when a program reads the report', () => {
  beforeEach(() =>
    repository.write({
      [manifest]: stringify({
        ...anApp({ version: '1.4.3' }),
        owner: 'nobody',
        tags: 'x, y: z % é\n::error::',
      }),
    }),
  );

  it('gets JSON that satisfies the published schema', async () => {
    const report = JSON.parse((await check('--format', 'json')).stdout);
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(reportSchema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({
      schema: 'souk.report/v1',
      verdict: 'fail',
      head: null,
      changes: [{ kind: 'App', id: 'invoice-scanner', type: 'modified' }],
    });
    expect(report.consumers).toEqual([
      {
        kind: 'Installation',
        id: 'invoices-prod',
        app: 'invoice-scanner',
        team: 'finance',
        environment: 'production',
        path: 'catalog/installations/finance/invoices-prod.yaml',
      },
    ]);
  });

  it('gets workflow commands that untrusted text cannot forge', async () => {
    const { stdout } = await check('--format', 'github');
    const lines = stdout.trimEnd().split('\n');
    expect(
      lines.every((line) => line.startsWith('::error file=catalog/apps/invoice-scanner/manifest.yaml,line=')),
    ).toBe(true);
    expect(stdout).not.toContain('\n::error::');
  });

  it('gets SARIF with a region and a rule for each result', async () => {
    const log = JSON.parse((await check('--format', 'sarif')).stdout);
    const [result] = log.runs[0].results;
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(1);
  });

  it('gets JUnit XML that parses', async () => {
    const { stdout } = await check('--format', 'junit');
    expect(XMLValidator.validate(stdout)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(stdout);
    expect(Number(testsuites['@_failures'])).toBeGreaterThan(0);
  });

  it('gets Markdown whose table no manifest can break', async () => {
    const { stdout } = await check('--format', 'markdown');
    expect(stdout).toContain('## ❌ Souk:');
    for (const row of stdout.split('\n').filter((line) => line.startsWith('| ❌')))
      expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
  });

  it('gets the report in a file, and nothing on the terminal', async () => {
    const result = await check('--format', 'json', '--output', 'report.json');
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(JSON.parse(readFileSync(join(repository.dir, 'report.json'), 'utf8')).verdict).toBe('fail');
  });
});
