import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRepository } from '@souk/git/repository.ts';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { findOpa } from '@souk/policies/build/opa.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { documented } from '../e2e/fake-github/testing/open-fake.ts';
import { extractPolicies } from './extract-policies.ts';
import { askThread, type ImpactAnswer } from './impact-thread.ts';
import { renderImpactComment, renderRefusal } from './render-impact-comment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const now = new Date('2026-11-22T00:00:00Z');
const RULE = 'policies/rules/developer/license/rule.rego';

describe.runIf(documented && (await findOpa(process.env)) !== undefined)('when policies are changed', () => {
  let repo: TemporaryRepository;
  let base: string;
  const texts: string[] = [];

  beforeAll(() => {
    repo = new TemporaryRepository();
    for (const folder of ['catalog', 'connectors', 'policies']) {
      cpSync(join(root, folder), join(repo.dir, folder), { recursive: true });
    }
    base = repo.commit();
    texts.push(readFileSync(join(root, RULE), 'utf8'));
  });
  afterAll(() => repo[Symbol.dispose]());

  const judge = async (
    files: Readonly<Record<string, string>>,
    limits = { seconds: 60, opaSeconds: 30 },
  ): Promise<ImpactAnswer> => {
    repo.git('checkout', '--quiet', '-B', 'change', base);
    const head = repo.commit(files);
    repo.git('checkout', '--quiet', 'main');
    const policies = mkdtempSync(join(tmpdir(), 'souk-impact-'));
    try {
      await extractPolicies(await openRepository(repo.dir), head, policies);
      return await askThread({ workspace: repo.dir, base, policies, now }, limits);
    } finally {
      rmSync(policies, { recursive: true });
    }
  };
  const ruleWith = (body: string): string => `${texts[0]}\n${body}\n`;

  it('says who would newly fail, and where', async () => {
    const answer = await judge({
      [RULE]: ruleWith('violation contains {"path": "/id", "params": {}} if input.entity.kind == "App"'),
    });
    if (answer.state !== 'judged') throw new Error(answer.message);
    expect(answer.impact.newlyFailing.length).toBeGreaterThan(5);
    expect(renderImpactComment(answer.impact)).toMatch(/`catalog\/apps\/[\w-]+\/manifest\.yaml:\d+:\d+`/);
  });

  it('says that nothing differs when only words do', async () => {
    const answer = await judge({ [RULE]: ruleWith('# A remark.') });
    expect(answer).toMatchObject({ state: 'judged', impact: { newlyFailing: [], newlyPassing: [] } });
  });

  it('tells the author where it does not compile', async () => {
    const answer = await judge({ [RULE]: ruleWith('violation contains x if {') });
    expect(answer).toMatchObject({
      state: 'refused',
      problems: [{ path: 'rules/developer/license/rule.rego' }],
    });
    if (answer.state === 'refused')
      expect(renderRefusal(answer)).toMatch(/`policies\/rules\/developer\/license\/rule\.rego:\d+:\d+`/);
  });

  it.each([
    ['the network', 'http.send({"method": "get", "url": "http://127.0.0.1:1/"})'],
    ['the environment', 'opa.runtime()'],
    ['names of hosts', 'net.lookup_ip_addr("example.com")'],
  ])('refuses rules that ask for %s', async (_name, call) => {
    const answer = await judge({
      [RULE]: ruleWith(`violation contains {"path": "", "params": {}} if ${call}`),
    });
    expect(answer).toMatchObject({ state: 'refused' });
  });

  it('fetches no schema that a rule names by address', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"type": "string"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const schema = `# METADATA\n# schemas:\n# - input: {"type": "object", "properties": {"a": {"$ref": "http://127.0.0.1:${port}/s.json"}}}`;
    const answer = await judge({ [RULE]: ruleWith(`${schema}\np if input.a == 1`) });
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([]);
    expect(answer.state).toBe('refused');
  });

  it('ends rules that go on for ever', async () => {
    const long =
      'violation contains {"path": "", "params": {}} if { n := numbers.range(1, 4000); some a in n; some b in n; some c in n; a + b + c == 0 }';
    const answer = await judge({ [RULE]: ruleWith(long) }, { seconds: 8, opaSeconds: 30 });
    expect(answer).toMatchObject({ state: 'refused', message: expect.stringContaining('more than 8 s') });
  });

  it('ends OPA when it takes too long', async () => {
    const answer = await judge({ [RULE]: ruleWith('# A remark.') }, { seconds: 60, opaSeconds: 0.001 });
    expect(answer).toMatchObject({ state: 'refused', message: expect.stringContaining('was stopped') });
  });

  it('blames nobody when OPA is not there', async () => {
    vi.stubEnv('OPA', '/nowhere/opa');
    const answer = await judge({ [RULE]: ruleWith('# A remark.') });
    vi.unstubAllEnvs();
    expect(answer).toMatchObject({ state: 'fault', message: expect.stringContaining('setup:opa') });
  });

  it('runs no case of the change', async () => {
    const marker = join(repo.dir, 'ran');
    const test = `package souk.developer.license_test\n\ntest_x if { http.send({"method": "get", "url": "file://${marker}"}) }\n`;
    await judge({ 'policies/rules/developer/license/evil_test.rego': test });
    expect(existsSync(marker)).toBe(false);
  });

  it.each([
    ['a link', () => symlinkSync('/etc/passwd', join(repo.dir, 'policies/rules/x.rego')), 'no plain file'],
    ['a huge file', () => repo.write({ 'policies/data/x.yaml': 'x'.repeat(10 * 1024 * 1024) }), 'too large'],
  ])('refuses %s among them', async (_name, add, reason) => {
    repo.git('checkout', '--quiet', '-B', 'change', base);
    add();
    const head = repo.commit();
    repo.git('checkout', '--quiet', 'main');
    const into = mkdtempSync(join(tmpdir(), 'souk-impact-'));
    const extracting = extractPolicies(await openRepository(repo.dir), head, into);
    await expect(extracting).rejects.toMatchObject({
      code: 'unfit-tree',
      message: expect.stringContaining(reason),
    });
    rmSync(into, { recursive: true });
  });

  it('neither mentions nor marks up what metadata says', async () => {
    const hostile = '<!-- souk:policy-impact --> @acme/security [x](https://e.example) ::error::$(id)';
    const text = (texts[0] ?? '').replace(/message: ".*"/, `message: "${hostile}"`);
    const answer = await judge({
      [RULE]: `${text}\nviolation contains {"path": "/id", "params": {}} if input.entity.kind == "App"\n`,
    });
    if (answer.state !== 'judged') throw new Error(answer.message);
    const comment = renderImpactComment(answer.impact);
    expect(comment).toContain('error');
    expect(comment.slice(comment.indexOf('\n'))).not.toMatch(/<!--|@acme|\]\(/);
    expect(comment.length).toBeLessThan(60_500);
  });
});
