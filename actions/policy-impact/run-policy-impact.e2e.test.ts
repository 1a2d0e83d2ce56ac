import { findOpa } from '@souk/policies/build/opa.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exitCode } from '../cli/exit-code.ts';
import { documented } from '../e2e/fake-github/testing/open-fake.ts';
import { type MarketplaceHost, startMarketplace } from '../testing/marketplace-host.ts';
import { runPolicyImpact } from './run-policy-impact.ts';

const RULE = 'policies/rules/developer/license/rule.rego';
const limits = { seconds: 120, opaSeconds: 60 };

describe.runIf(documented && (await findOpa(process.env)) !== undefined)(
  'when a pull request changes the policies',
  () => {
    let host: MarketplaceHost;
    let rule: string;
    beforeAll(async () => {
      host = await startMarketplace();
      rule = (await host.github.origin.read('main', RULE)) ?? '';
    });
    beforeEach(() => host.github.forgetRequests());
    afterAll(() => host[Symbol.asyncDispose]());

    const open = (branch: string, text: string) =>
      host.github.openPull({ author: 'ada', branch, title: '::error::$(id)', files: { [RULE]: text } });
    const run = async (number: number) => {
      const payload = { repository: { default_branch: 'main' } };
      const context = host.play({ name: 'pull_request_target', payload }, { 'pull-request': String(number) });
      return {
        code: await runPolicyImpact(context, limits),
        outputs: Object.fromEntries(context.outputs),
      };
    };

    it('comments who would newly fail, and keeps to one comment', async () => {
      const number = await open(
        'strict',
        `${rule}\nviolation contains {"path": "/id", "params": {}} if input.entity.kind == "App"\n`,
      );
      const foreign = host.github.comment(number, {
        by: 'mallory',
        body: '<!-- souk:policy-impact -->\nFine.',
      });
      const { code, outputs } = await run(number);
      expect(code).toBe(exitCode.pass);
      expect(Number(outputs['newly-failing'])).toBeGreaterThan(5);
      expect(outputs['newly-passing']).toBe('0');
      await run(number);
      const [, own, ...more] = host.github.commentsOn(number);
      expect(own?.body).toMatch(/^<!-- souk:policy-impact -->\n## ❌ Policy impact: \d+ newly/);
      expect([more, foreign.body]).toEqual([[], '<!-- souk:policy-impact -->\nFine.']);
    });

    it('tells the author where it does not compile', async () => {
      const number = await open('broken', `${rule}\nviolation contains x if {\n`);
      expect(await run(number)).toEqual({ code: exitCode.denied, outputs: {} });
      expect(host.github.commentsOn(number)[0]?.body).toMatch(
        /`policies\/rules\/developer\/license\/rule\.rego:\d+:\d+`/,
      );
    });

    it('tells the author that a link is no policy', async () => {
      const files = { 'policies/lib/x.rego': { mode: '120000', content: '/etc/passwd' } } as const;
      const number = await host.github.openPull({ author: 'ada', branch: 'link', files });
      expect((await run(number)).code).toBe(exitCode.denied);
      expect(host.github.commentsOn(number)[0]?.body).toContain('is no plain file');
    });

    it('writes nothing when the head moved meanwhile', async () => {
      const number = await open('moving', `${rule}\n# A remark.\n`);
      let reads = 0;
      const push = async (): Promise<void> => {
        reads++;
        if (reads === 2) await host.github.push(number, { 'README.md': 'moved' });
        else host.github.once('pulls/get', push);
      };
      host.github.once('pulls/get', push);
      expect(await run(number)).toEqual({ code: exitCode.pass, outputs: {} });
      expect(host.github.writes).toEqual([]);
    });

    it('ends in peace when there is no pull request', async () => {
      const payload = { ref: 'refs/heads/main', before: 'a'.repeat(40), after: 'b'.repeat(40) };
      const context = host.play({ name: 'push', payload });
      expect(await runPolicyImpact(context, limits)).toBe(exitCode.pass);
      expect(host.github.requests).toEqual([]);
    });
  },
);
