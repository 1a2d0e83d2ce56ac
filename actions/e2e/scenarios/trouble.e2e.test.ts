import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { lowRisk, mediumRisk } from './sample-change.ts';

const author = 'nadia-rahman';

describe.runIf(documented)('when GitHub has trouble', () => {
  it('tries again where it fails for a while, and writes nothing twice', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.fail({ operation: 'pulls/get', fault: { kind: 'server-error', status: 502 }, times: 1 });
    fake.fail({ operation: 'issues/create-comment', fault: { kind: 'server-error', status: 503 }, times: 1 });
    fake.fail({ operation: 'checks/create', fault: { kind: 'server-error', status: 500 }, times: 1 });
    expect((await scenario.opened(number)).result).toBe('success');
    expect(fake.commentsOn(number)).toHaveLength(1);
    expect(fake.isMerged(number)).toBe(true);
  });

  it('waits where it is asked to slow down', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.fail({
      operation: 'issues/create-comment',
      fault: { kind: 'secondary-limit', retryAfterSeconds: 1 },
      times: 1,
    });
    fake.fail({
      operation: 'pulls/list-reviews',
      fault: { kind: 'rate-limit', resetInSeconds: 1 },
      times: 1,
    });
    expect((await scenario.opened(number)).result).toBe('success');
    expect(fake.isMerged(number)).toBe(true);
  });

  it("has no verdict where GitHub stays away, and says that it is nobody's fault", async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.fail({ operation: 'pulls/list-reviews', fault: { kind: 'server-error', status: 500 }, times: 100 });
    const run = await scenario.opened(number);
    expect(run.result).toBe('failure');
    expect(run.jobs['complete']?.result).toBe('failure');
    expect(run.step('verdict').log).toContain('not your fault');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect((await scenario.check(number))?.title).toContain('not your fault');
    expect(fake.isMerged(number)).toBe(false);
  });

  it('judges when it comes back', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.fail({ operation: 'users/get-by-username', fault: { kind: 'server-error', status: 503 }, times: 4 });
    expect((await scenario.opened(number)).result).toBe('failure');
    expect((await scenario.opened(number)).result).toBe('success');
    expect(fake.isMerged(number)).toBe(true);
  });
});

describe.runIf(documented)('when something beside the verdict fails', () => {
  it('is judged all the same, and told what could not be written', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    const fault = { kind: 'server-error', status: 503 } as const;
    fake.fail({ operation: 'code-scanning/upload-sarif', fault, times: 10 });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'success' });
    const told = (await scenario.check(number))?.text;
    expect(told).toMatch(/code scanning could not be written/);
  });

  it('lets nothing in where the app lacks a permission', async () => {
    const permissions = { contents: 'write', issues: 'write', pull_requests: 'write' } as const;
    await using scenario = await openScenario({ permissions });
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    const run = await scenario.opened(number);
    expect(run.jobs['complete']?.result).toBe('failure');
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when there is no app', () => {
  it('works with the token of the workflow', async () => {
    await using scenario = await openScenario({ app: false });
    const { fake } = scenario;
    const number = await fake.openPull({ author: 'wei-chen', branch: 'words', files: mediumRisk() });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(fake.commentsOn(number)).toMatchObject([{ author: { login: 'github-actions[bot]' } }]);
  });
});

describe.runIf(documented)('when a check cannot do its work', () => {
  it('blocks without blaming the author', async () => {
    await using scenario = await openScenario({ files: { 'policies/bundle/manifest.json': '{}' } });
    const { fake } = scenario;
    const number = await fake.openPull({ author: 'wei-chen', branch: 'words', files: mediumRisk() });
    const run = await scenario.opened(number);
    expect(run.result).toBe('failure');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(number)).toContain('not your fault');
    expect(fake.labelsOf(number)).toContain('souk: fault');
    expect(fake.labelsOf(number)).not.toContain('needs: author');
  });
});
