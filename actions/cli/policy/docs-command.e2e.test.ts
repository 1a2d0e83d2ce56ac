import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtInRules } from '@souk/model/rule/built-in-rules.ts';
import { TemporaryPolicies } from '@souk/policies/build/testing/temporary-policies.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../../testing/run-cli.ts';

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = TemporaryPolicies.ofRepository();
});
afterEach(() => policies[Symbol.dispose]());

const docs = (...args: string[]): Promise<CliResult> =>
  runCli(policies.dir, ['policy', 'docs', '--policies', '.', '--out', 'pages', ...args]);

describe('when souk policy docs is called', () => {
  it('writes a page for every rule where the links of findings point', async () => {
    const { exitCode, stdout } = await docs();
    const { rules } = await readDiskBundle(policies.dir);
    const ids = [...rules.map(({ id }) => id), ...Object.keys(builtInRules)];
    expect(ids.filter((id) => !existsSync(join(policies.dir, `pages/${id}.md`)))).toEqual([]);
    expect(stdout).toContain(`✔ pages is written: ${ids.length + 1} of ${ids.length + 1} pages changed`);
    expect(exitCode).toBe(0);
  });

  it('links to the sources from wherever the pages are', async () => {
    await docs('--out', 'some/where/else');
    const page = policies.read('some/where/else/developer/license.md');
    const link = /\[Source\]\(([^)]+)\)/.exec(page)?.[1] ?? '';
    expect(existsSync(join(policies.dir, 'some/where/else/developer', link))).toBe(true);
  });

  it('writes only what changed, and removes the pages of rules that are no more', async () => {
    await docs();
    policies.write('pages/developer/gone.md', policies.read('pages/developer/license.md'));
    policies.write('pages/developer/notes.md', 'Written by hand.\n');
    policies.write('pages/developer/license.md', 'edited');
    const { stdout } = await docs();
    expect(stdout).toMatch(
      /^ {2}~ developer\/license\.md\n {2}- developer\/gone\.md\n✔ pages is written: 2 of/,
    );
    expect(readdirSync(join(policies.dir, 'pages/developer'))).toContain('notes.md');
    expect(existsSync(join(policies.dir, 'pages/developer/gone.md'))).toBe(false);
  });

  it('refuses a bundle that is older than its sources and exits with 3', async () => {
    policies.edit('rules/developer/license/rule.rego', 'violation', '# x\nviolation');
    const { exitCode, stderr } = await docs();
    expect(stderr).toContain('The policies were edited after the bundle was built. Run: souk policy build');
    expect(exitCode).toBe(3);
  });

  it('refuses recorded cases that were edited and exits with 3', async () => {
    policies.edit('bundle/cases.json', 'fails without one', 'fails');
    const { exitCode, stderr } = await docs();
    expect(stderr).toContain('The recorded cases of the policy bundle are not what was built');
    expect(exitCode).toBe(3);
  });
});

describe('when souk policy docs --check is called', () => {
  it('writes nothing, names what is stale and exits with 1', async () => {
    const { exitCode, stdout } = await docs('--check');
    expect(stdout).toMatch(/✖ pages is stale/);
    expect(stdout).toContain('→ Run: souk policy docs');
    expect(exitCode).toBe(1);
    expect(existsSync(join(policies.dir, 'pages'))).toBe(false);
  });

  it('passes when the pages are fresh', async () => {
    await docs();
    const { exitCode, stdout } = await docs('--check', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ fresh: true, missing: [], differing: [], leftover: [] });
    expect(exitCode).toBe(0);
  });
});
