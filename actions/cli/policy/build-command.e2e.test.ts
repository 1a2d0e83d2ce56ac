import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOpa } from '@souk/policies/build/opa.ts';
import { TemporaryPolicies } from '@souk/policies/build/testing/temporary-policies.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../../testing/run-cli.ts';

const opa = await findOpa(process.env);
const rule = 'rules/developer/license/rule.rego';
const withoutOpa = { PATH: '', XDG_CACHE_HOME: '/nowhere' };

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = new TemporaryPolicies();
});
afterEach(() => policies[Symbol.dispose]());

const build = (args: readonly string[] = [], env: Record<string, string> = {}): Promise<CliResult> =>
  runCli(policies.dir, ['policy', 'build', '--policies', '.', ...args], {
    ...(opa === undefined ? {} : { OPA: opa.path }),
    ...env,
  });

describe('when souk policy build is called wrongly', () => {
  it.each([
    ['an unknown option', ['--chek'], 'Did you mean --check?'],
    ['an unknown format', ['--format', 'yaml'], 'Allowed choices are text, json'],
    ['a folder that is not there', ['--policies', 'nowhere'], 'does not exist'],
    ['a folder without rules', ['--policies', 'lib'], 'expected a folder rules/'],
  ])('explains %s and exits with 2', async (_, args, text) => {
    const { exitCode, stderr } = await build(args);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });

  it('shows its help with examples', async () => {
    const { exitCode, stdout } = await build(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('$ souk policy build --check');
  });
});

describe('when OPA is missing', () => {
  it('says how to get it and exits with 3', async () => {
    const { exitCode, stderr } = await runCli(
      policies.dir,
      ['policy', 'build', '--policies', '.'],
      withoutOpa,
    );
    expect(stderr).toContain('npm run setup:opa');
    expect(exitCode).toBe(3);
  });

  it('says what is wrong with $OPA and exits with 3', async () => {
    const { exitCode, stderr } = await build([], { OPA: join(policies.dir, rule) });
    expect(stderr).toMatch(/\$OPA is ".*rule\.rego", which is no OPA\. Run: npm run setup:opa/);
    expect(exitCode).toBe(3);
  });
});

describe.skipIf(opa === undefined)('when souk policy build is called', () => {
  it('writes a bundle and says what it holds', async () => {
    const { exitCode, stdout } = await build();
    expect(stdout).toMatch(/✔ \.\/bundle is built\n {2}wrote cases\.json, data\.json, main\.rego/);
    expect(stdout).toMatch(/2 rules, 4 cases, \d+ KiB of WebAssembly/);
    expect(exitCode).toBe(0);
  });

  it('says that nothing changed, and changes nothing', async () => {
    await build();
    const before = policies.read('bundle/manifest.json');
    const { stdout } = await build([], withoutOpa);
    expect(stdout).toContain('✔ ./bundle is up to date');
    expect(policies.read('bundle/manifest.json')).toBe(before);
  });

  it('names the rules that changed, came and went, with the reason', async () => {
    await build();
    policies.edit(rule, 'stage: deny', 'stage: warn');
    policies.edit('rules/org/short-name/rule.rego', '> most', '>= most + 1');
    const changed = await build();
    expect(changed.stdout).toMatch(/~ developer\/license +changed: stage deny → warn\n/);
    expect(changed.stdout).toMatch(/~ org\/short-name +changed: its Rego\n/);
    policies.remove('rules/org/short-name');
    expect((await build()).stdout).toMatch(/- org\/short-name +removed\n/);
  });

  it('removes what does not belong into the bundle', async () => {
    await build();
    policies.write('bundle/old.wasm', 'x');
    const { stdout } = await build();
    expect(stdout).toContain('removed old.wasm');
    expect(() => policies.read('bundle/old.wasm')).toThrow('ENOENT');
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await build(['--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      built: true,
      written: ['cases.json', 'data.json', 'main.rego', 'manifest.json', 'policy.wasm', 'rules.json'],
      removed: [],
      rules: { total: 2, added: [], removed: [], changed: [] },
      cases: 4,
      wasmBytes: expect.any(Number),
      ms: expect.any(Number),
    });
  });

  it('shows the line of every problem and exits with 1', async () => {
    policies.write(rule, `${policies.read(rule)}\nresult := sprintf("%d", [1])\n`);
    const { exitCode, stdout } = await build();
    expect(stdout).toContain('There is no function sprintf for rules');
    expect(stdout).toContain(`${rule}:16:11`);
    expect(stdout).toContain('16 │ result := sprintf("%d", [1])');
    expect(stdout).toContain('✖ not built  1 problem to fix');
    expect(exitCode).toBe(1);
  });

  it('keeps the bundle as it was when it cannot be built', async () => {
    await build();
    const before = policies.read('bundle/manifest.json');
    policies.edit(rule, 'level: deny', 'level: error');
    const { exitCode, stdout } = await build(['--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      built: false,
      problems: [{ path: rule, line: 6, column: 5 }],
    });
    expect(exitCode).toBe(1);
    expect(policies.read('bundle/manifest.json')).toBe(before);
  });

  it('needs no OPA when only data changed', async () => {
    await build();
    policies.write('data/waivers.yaml', 'maxDays: 3\nnever: []\n');
    const { exitCode, stdout } = await build([], { OPA: '', ...withoutOpa });
    expect(stdout).toContain('./bundle has new data');
    expect(stdout).toMatch(/~ org\/short-name +changed: data\/waivers\.yaml/);
    expect(exitCode).toBe(0);
    expect((await build(['--check'])).exitCode).toBe(0);
  });
});

describe.skipIf(opa === undefined)('when souk policy build --check is called', () => {
  let built: TemporaryPolicies;
  beforeAll(async () => {
    built = new TemporaryPolicies();
    await runCli(built.dir, ['policy', 'build', '--policies', '.'], { OPA: opa?.path ?? '' });
    return () => built[Symbol.dispose]();
  });
  beforeEach(() => {
    for (const name of [
      'cases.json',
      'data.json',
      'main.rego',
      'manifest.json',
      'policy.wasm',
      'rules.json',
    ]) {
      policies.write(`bundle/${name}`, built.bytes(`bundle/${name}`));
    }
  });

  const stale: readonly { name: string; make: () => void; says: RegExp; withoutOpa: boolean }[] = [
    {
      name: 'an edited rule',
      make: () => policies.edit(rule, 'stage: deny', 'stage: warn'),
      says: /rules\/developer\/license\/rule\.rego +edited since the build/,
      withoutOpa: true,
    },
    {
      name: 'a new source',
      make: () => policies.write('lib/new.rego', 'package souk.lib.new\n'),
      says: /lib\/new\.rego +new since the build/,
      withoutOpa: true,
    },
    {
      name: 'a removed rule',
      make: () => policies.remove('rules/org/short-name'),
      says: /rules\/org\/short-name\/rule\.rego +removed since the build/,
      withoutOpa: true,
    },
    {
      name: 'edited data',
      make: () => policies.write('data/waivers.yaml', 'maxDays: 4\nnever: []\n'),
      says: /bundle\/data\.json +is not what the sources give/,
      withoutOpa: true,
    },
    {
      name: 'an edited recording',
      make: () => policies.edit('bundle/cases.json', 'as many words passes', 'as many'),
      says: /bundle\/cases\.json +is not what the sources give/,
      withoutOpa: true,
    },
    {
      name: 'a missing file',
      make: () => policies.remove('bundle/main.rego'),
      says: /bundle\/main\.rego +is missing/,
      withoutOpa: true,
    },
    {
      name: 'a file too many',
      make: () => policies.write('bundle/old.wasm', ''),
      says: /bundle\/old\.wasm +does not belong there/,
      withoutOpa: true,
    },
    {
      name: 'no bundle',
      make: () => rmSync(join(policies.dir, 'bundle'), { recursive: true }),
      says: /bundle\/manifest\.json +is missing/,
      withoutOpa: true,
    },
    {
      name: 'a recording that was changed together with its digest',
      make: () => {
        policies.edit('bundle/cases.json', 'as many words passes', 'as many');
        policies.redigest('cases.json');
      },
      says: /bundle\/cases\.json +is not what the sources give/,
      withoutOpa: false,
    },
  ];

  it('says that a bundle is fresh, and writes nothing', async () => {
    const { exitCode, stdout } = await build(['--check']);
    expect(stdout).toBe('✔ ./bundle is fresh: built again, and every byte is the same\n');
    expect(exitCode).toBe(0);
  });

  it('says how little it could compare without OPA', async () => {
    const { exitCode, stdout } = await build(['--check'], { OPA: '', ...withoutOpa });
    expect(stdout).toContain('is fresh: by the digests of its sources and files');
    expect(stdout).toContain('OPA is not here');
    expect(exitCode).toBe(0);
  });

  it.each(stale)('names what is stale with OPA and exits with 1: $name', async ({ make, says }) => {
    make();
    const { exitCode, stdout } = await build(['--check']);
    expect(stdout).toMatch(says);
    expect(stdout).toContain('→ Run: souk policy build');
    expect((await build(['--full'])).exitCode).toBe(0);
    expect((await build(['--check'])).exitCode).toBe(0);
    expect(exitCode).toBe(1);
  });

  it.each(stale.filter((one) => one.withoutOpa))(
    'names what is stale without OPA and exits with 1: $name',
    async ({ make, says }) => {
      make();
      const { exitCode, stdout } = await build(['--check'], { OPA: '', ...withoutOpa });
      expect(stdout).toMatch(says);
      expect(exitCode).toBe(1);
    },
  );

  it('prints JSON for programs', async () => {
    policies.edit(rule, 'stage: deny', 'stage: warn');
    const { stdout } = await build(['--check', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      fresh: false,
      rebuilt: true,
      sources: [{ path: rule, change: 'edited' }],
      differing: ['manifest.json', 'rules.json'],
      missing: [],
      extra: [],
    });
  });
});
