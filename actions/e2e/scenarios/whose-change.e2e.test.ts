import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { issueEvent, workflowRunEvent } from '../workflow/events.ts';
import { openScenario } from './open-scenario.ts';
import { lowRisk, mediumRisk } from './sample-change.ts';

const none = '_No response_';
const body = Object.entries({
  ...{ 'App or connector': 'fuel-surcharge-index', Team: 'sales-platform', Environment: 'dev' },
  ...{ Id: none, Versions: none, Until: '30d', 'Monthly budget': none, 'Cost center': none },
  ...{ Configuration: none, 'Secret references': none, Reason: 'We quote with it.' },
})
  .map(([heading, answer]) => `### ${heading}\n\n${answer}`)
  .join('\n\n');

describe.runIf(documented)('when somebody else changes what Souk opened for a person', () => {
  it('lets nothing in that was pushed to its branch, whatever name the commit has', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({
      ...{ author: 'souk-gate[bot]', branch: 'souk/request-1', files: mediumRisk() },
      committer: 'henk-devries',
    });
    await fake.push(number, mediumRisk('Written by vera.'), { by: 'henk-devries' });
    for (const by of ['daniel-osei', 'wei-chen']) await fake.review(number, { by });
    await scenario.reviewed(number, 'vera-lindholm');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(number)).toContain('nobody can tell whose change it is');
  });

  it('does not take the words of one for those of another', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const issue = fake.openIssue({
      ...{ author: 'nadia-rahman', title: 'Install', labels: ['request: installation'], body },
    });
    const event = await issueEvent(fake, issue.number, 'edited');
    const henk = fake.world.users.get('henk-devries');
    const payload = {
      ...event.payload,
      sender: { ...Object(event.payload['sender']), login: henk?.login, id: henk?.id },
    };
    const asked = await scenario.run('request.yml', { ...event, payload });
    const number = Number(asked.step('./actions/request').outputs['pull-request']);
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when a review has to be found its pull request', () => {
  const held = { labels: ['hold'] };

  it('finds it where the branch goes into another one as well', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    await fake.origin.setRef('refs/heads/dev', (await fake.origin.resolve('main')) ?? '');
    await fake.openPull({ author: 'wei-chen', branch: 'x', base: 'dev', files: mediumRisk() });
    const number = await fake.openPull({ author: 'wei-chen', branch: 'x', ...held });
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'success' });
    await scenario.reviewed(number, 'omar-farouk', 'changes-requested');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
  });

  it('finds it when the fork is gone', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const from = { author: 'wei-chen', branch: 'x', fork: 'wei-chen/souk' };
    const number = await fake.openPull({ ...from, files: mediumRisk(), ...held });
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    await fake.review(number, { by: 'omar-farouk', state: 'changes-requested' });
    const event = await workflowRunEvent(fake, 'Review', number);
    const run = { ...Object(event.payload['workflow_run']), head_repository: null };
    await scenario.verdict({ ...event, payload: { ...event.payload, workflow_run: run } });
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
  });

  it('judges the older of two with one head when the younger has an event', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const older = await fake.openPull({ author: 'wei-chen', branch: 'x', files: mediumRisk(), ...held });
    await fake.review(older, { by: 'vera-lindholm' });
    await scenario.reviewed(older, 'daniel-osei');
    await fake.origin.setRef('refs/heads/y', await fake.headSha(older));
    const younger = await fake.openPull({ author: 'wei-chen', branch: 'y' });
    await fake.review(older, { by: 'omar-farouk', state: 'changes-requested' });
    await scenario.opened(younger);
    expect(await scenario.check(older)).toMatchObject({ conclusion: 'failure' });
  });
});

describe.runIf(documented)('when one of several open pull requests makes trouble', () => {
  it('is told apart, and the others are merged', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const good = await fake.openPull({ author: 'nadia-rahman', branch: 'good', files: lowRisk() });
    const from = { author: 'stranger', branch: 'bad', fork: 'stranger/souk' };
    const bad = await fake.openPull({ ...from, files: { 'a.txt': 'x' } });
    const tree = await fake.origin.git(['rev-parse', `${await fake.headSha(bad)}^{tree}`]);
    const who = ['-c', 'user.name=x', '-c', 'user.email=stranger@example.com'];
    const orphan = await fake.origin.git([...who, 'commit-tree', tree, '-m', 'orphan']);
    await fake.origin.setRef('refs/forks/stranger/souk/bad', orphan);
    await scenario.pushed('ruth-fischer');
    expect(fake.isMerged(good)).toBe(true);
    expect(await scenario.check(bad)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(bad)).toContain('Make a new branch');
  });

  it('acts on the others when GitHub refuses to merge one', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const first = await fake.openPull({ author: 'nadia-rahman', branch: 'first', files: lowRisk() });
    const second = await fake.openPull({
      ...{ author: 'nadia-rahman', branch: 'second' },
      files: lowRisk('What else a sales office needs.'),
    });
    fake.fail({ operation: 'pulls/merge', fault: { kind: 'server-error', status: 500 }, times: 4 });
    await scenario.pushed('ruth-fischer');
    expect([first, second].filter(fake.isMerged)).toHaveLength(1);
  });
});
