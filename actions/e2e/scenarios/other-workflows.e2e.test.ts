import { findOpa } from '@souk/policies/build/opa.ts';
import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { issueEvent, pullRequestEvent, pushEvent } from '../workflow/events.ts';
import { openScenario } from './open-scenario.ts';
import { edited, lowRisk, sampleText } from './sample-change.ts';

const opa = await findOpa(process.env);
const starter = 'catalog/collections/sales-starter.yaml';

describe.runIf(documented)('when a fork asks for feedback', () => {
  it('gets it on the lines and on the page, from a job that can write nothing', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = {
      [starter]: sampleText(starter).replace('owner: sales-platform', 'owner: sales-platfrom'),
    };
    const number = await fake.openPull({ author: 'stranger', branch: 'typo', fork: 'stranger/souk', files });
    fake.forgetRequests();
    const run = await scenario.run(
      'feedback.yml',
      await pullRequestEvent(fake, 'pull_request', number, 'opened'),
    );
    const step = run.step('./actions/check');
    expect(step.outcome).toBe('failure');
    expect(step.annotations).toMatchObject([{ properties: { file: starter, line: '7' } }]);
    expect(step.summary).toContain('sales-platfrom');
    expect(fake.requests).toEqual([]);
  });
});

describe.runIf(documented)('when somebody asks for an installation by the form', () => {
  const body = [
    ['App or connector', 'fuel-surcharge-index'],
    ['Team', 'sales-platform'],
    ['Environment', 'dev'],
    ['Id', '_No response_'],
    ['Versions', '_No response_'],
    ['Until', '30d'],
    ['Monthly budget', '_No response_'],
    ['Cost center', '_No response_'],
    ['Configuration', '_No response_'],
    ['Secret references', '_No response_'],
  ];
  const answers = (reason: string): string =>
    [...body, ['Reason', reason]].map(([label, answer]) => `### ${label}\n\n${answer}`).join('\n\n');

  it('opens a pull request that is theirs: it is let in without anybody of their team', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const issue = fake.openIssue({
      ...{ author: 'nadia-rahman', title: 'Install: $(id)', labels: ['request: installation'] },
      body: answers('We quote with it.'),
    });
    const asked = await scenario.run('request.yml', await issueEvent(fake, issue.number, 'opened'));
    const number = Number(asked.step('./actions/request').outputs['pull-request']);
    expect(number).toBeGreaterThan(0);
    await scenario.opened(number);
    expect(scenario.comment(number)).toContain('Ready');
    expect(fake.isMerged(number)).toBe(true);
  });

  it('is not let in by the one who asked, where somebody has to agree', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const issue = fake.openIssue({
      ...{ author: 'henk-devries', title: 'Install', labels: ['request: installation'] },
      body: answers('For others.'),
    });
    const asked = await scenario.run('request.yml', await issueEvent(fake, issue.number, 'opened'));
    const number = Number(asked.step('./actions/request').outputs['pull-request']);
    await scenario.reviewed(number, 'henk-devries');
    expect(fake.isMerged(number)).toBe(false);
    await scenario.reviewed(number, 'oliver-brandt');
    expect(fake.isMerged(number)).toBe(true);
  });
});

describe.runIf(documented)('when a change was merged', () => {
  it('is marked on the commit and told in the pull request', async () => {
    await using scenario = await openScenario();
    const { fake, origin } = scenario;
    const before = (await origin.resolve('main')) ?? '';
    const number = await fake.openPull({ author: 'nadia-rahman', branch: 'words', files: lowRisk() });
    await scenario.opened(number);
    const run = await scenario.run('publish.yml', await pushEvent(fake, before, 'nadia-rahman'));
    expect(run.result).toBe('success');
    expect(fake.commentsOn(number).map(({ body }) => body)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^<!-- souk:published -->/)]),
    );
  });
});

describe.runIf(documented && opa !== undefined)('when a pull request changes a policy', () => {
  it('is told which entries would newly fail, from the text of the rules alone', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = edited(
      'policies/data/approval.yaml',
      'medium: { security: 1, product: 1 }',
      'medium: { security: 2 }',
    );
    const number = await fake.openPull({ author: 'ruth-fischer', branch: 'rules', files });
    const run = await scenario.run(
      'policy.yml',
      await pullRequestEvent(fake, 'pull_request_target', number, 'opened'),
    );
    expect(run.jobs['test']?.result).toBe('skipped');
    expect(scenario.comment(number)).toContain('<!-- souk:policy-impact -->');
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
  });
});
