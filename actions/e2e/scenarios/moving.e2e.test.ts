import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { pullRequestEvent } from '../workflow/events.ts';
import { openScenario } from './open-scenario.ts';
import { edited, lowRisk, mediumRisk, sampleText } from './sample-change.ts';

const author = 'nadia-rahman';
const starter = 'catalog/collections/sales-starter.yaml';

describe.runIf(documented)('when the head moves while it is judged', () => {
  it('writes nothing for an event of an older commit', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    const event = await pullRequestEvent(fake, 'pull_request_target', number, 'opened');
    await fake.push(number, lowRisk('Leads, quotes and more for a sales office.'));
    fake.forgetRequests();
    const run = await scenario.verdict(event);
    expect(run.step('verdict').outputs).toMatchObject({ state: 'moved' });
    expect(fake.writes).toEqual([]);
    expect(run.result).toBe('success');
  });

  it('writes nothing when a commit arrives between judging and publishing', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.once('pulls/list-reviews', async () => {
      await fake.push(number, lowRisk('Leads, quotes and more for a sales office.'));
    });
    fake.forgetRequests();
    const run = await scenario.opened(number);
    expect(run.step('verdict').outputs).toMatchObject({ state: 'moved' });
    expect(fake.writes).toEqual([]);
  });

  it('merges nothing but what was judged', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.once('pulls/merge', async () => {
      await fake.push(number, { 'catalog/teams/security.yaml': null });
    });
    const run = await scenario.opened(number);
    expect(run.step('./actions/approve').outputs).toMatchObject({ merged: 'false' });
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when main moves meanwhile', () => {
  it('judges what the merge gives, where both sides go together', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const ours = await fake.openPull({ author, branch: 'ours', files: lowRisk() });
    const theirs = await fake.openPull({ author: 'wei-chen', branch: 'theirs', files: mediumRisk() });
    await fake.forceMerge(theirs, { by: 'ruth-fischer' });
    await scenario.opened(ours);
    expect(fake.isMerged(ours)).toBe(true);
    expect(await fake.origin.read('main', 'catalog/apps/carrier-scorecard/manifest.yaml')).toContain(
      'last week',
    );
  });

  it('refuses what changes an entity that changed on main too, though Git could merge it', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const ours = await fake.openPull({ author, branch: 'ours', files: lowRisk() });
    const files = edited(starter, 'featured: true', 'featured: false');
    const theirs = await fake.openPull({ author: 'oliver-brandt', branch: 'theirs', files });
    await fake.forceMerge(theirs, { by: 'ruth-fischer' });
    await scenario.opened(ours);
    expect(await scenario.check(ours)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(ours)).toContain('Collection/sales-starter');
    expect(fake.labelsOf(ours)).toContain('needs: rebase');
    expect(fake.isMerged(ours)).toBe(false);
  });

  it('takes the green back from a pull request that it meets', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const ours = await fake.openPull({ author, branch: 'ours', files: lowRisk(), labels: ['hold'] });
    await scenario.opened(ours);
    expect(await scenario.check(ours)).toMatchObject({ conclusion: 'success' });
    const files = edited(starter, 'featured: true', 'featured: false');
    const theirs = await fake.openPull({ author: 'oliver-brandt', branch: 'theirs', files });
    await fake.forceMerge(theirs, { by: 'ruth-fischer' });
    await scenario.pushed('ruth-fischer');
    expect(await scenario.check(ours)).toMatchObject({ conclusion: 'failure' });
  });

  it('says which files Git cannot merge', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const ours = await fake.openPull({ author, branch: 'ours', files: lowRisk() });
    const files = lowRisk('Something else for sales offices.');
    const theirs = await fake.openPull({ author: 'oliver-brandt', branch: 'theirs', files });
    await fake.forceMerge(theirs, { by: 'ruth-fischer' });
    await scenario.opened(ours);
    expect(await scenario.check(ours)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(ours)).toContain(starter);
  });

  it('does not merge on a base that moved after the verdict', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const ours = await fake.openPull({ author, branch: 'ours', files: lowRisk() });
    const theirs = await fake.openPull({ author: 'wei-chen', branch: 'theirs', files: mediumRisk() });
    fake.once('checks/create', async () => {
      await fake.forceMerge(theirs, { by: 'ruth-fischer' });
    });
    const run = await scenario.opened(ours);
    expect(run.step('./actions/approve').log).toContain('has moved meanwhile');
    expect(fake.isMerged(ours)).toBe(false);
    await scenario.pushed('ruth-fischer');
    expect(fake.isMerged(ours)).toBe(true);
  });
});

describe.runIf(documented)('when a decision is about to be acted on', () => {
  it('merges nothing into another branch than the one it was judged for', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    await fake.origin.setRef('refs/heads/release', (await fake.origin.resolve('main')) ?? '');
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    fake.once('checks/create', () => {
      const pull = fake.world.issues.get(number)?.pull;
      if (pull !== undefined) Object.assign(pull, { baseBranch: 'release' });
    });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
  });

  it('publishes no verdict of a base that has moved', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk(), labels: ['hold'] });
    const files = edited(starter, 'featured: true', 'featured: false');
    const other = await fake.openPull({ author: 'oliver-brandt', branch: 'other', files });
    fake.once('pulls/list-reviews', async () => {
      await fake.forceMerge(other, { by: 'ruth-fischer' });
    });
    await scenario.opened(number);
    expect(await scenario.check(number)).toBeUndefined();
  });
});

describe.runIf(documented)('when the merge queue asks', () => {
  const queueing = edited('catalog/marketplace.yaml', /^ {2}merge: direct$/m, '  merge: queue');

  it('puts out what meets a change before it in the queue', async () => {
    await using scenario = await openScenario({ files: queueing });
    const { fake } = scenario;
    fake.requireMergeQueue();
    const first = await fake.openPull({ author, branch: 'first', files: lowRisk() });
    const second = await fake.openPull({
      author: 'oliver-brandt',
      branch: 'second',
      files: edited(starter, 'featured: true', 'featured: false'),
    });
    await scenario.opened(first);
    await scenario.opened(second);
    await scenario.queued();
    await fake.advanceQueue();
    expect(fake.isMerged(first)).toBe(true);
    const run = await scenario.queued();
    expect(run.step('verdict').outputs).toMatchObject({ state: 'blocked' });
    await fake.advanceQueue();
    expect(fake.isMerged(second)).toBe(false);
  });

  it('puts out what somebody holds while it waits', async () => {
    await using scenario = await openScenario({ files: queueing });
    const { fake } = scenario;
    fake.requireMergeQueue();
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    await scenario.opened(number);
    fake.label(number, ['hold'], { by: 'ruth-fischer' });
    await scenario.queued();
    await fake.advanceQueue();
    expect(fake.isMerged(number)).toBe(false);
  });

  it('puts out what lost an approval while it waited', async () => {
    await using scenario = await openScenario({ files: queueing });
    const { fake } = scenario;
    fake.requireMergeQueue();
    const number = await fake.openPull({ author: 'wei-chen', branch: 'words', files: mediumRisk() });
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    await fake.review(number, { by: 'vera-lindholm', state: 'changes-requested' });
    await scenario.queued();
    await fake.advanceQueue();
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when a pull request edits what judges it', () => {
  it('is judged by the policies, the settings and the teams of main', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = {
      ...mediumRisk(),
      ...edited('policies/data/approval.yaml', 'medium: { security: 1, product: 1 }', 'medium: {}'),
      ...edited('catalog/marketplace.yaml', 'team: security', 'team: sales-platform'),
      'catalog/teams/security.yaml': sampleText('catalog/teams/security.yaml').replaceAll(
        'vera-lindholm',
        'wei-chen',
      ),
    };
    const number = await fake.openPull({ author: 'wei-chen', branch: 'sly', files });
    await scenario.opened(number);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*/);
    await fake.review(number, { by: 'arjun-mehta' });
    await scenario.reviewed(number, 'oliver-brandt');
    expect(fake.isMerged(number)).toBe(false);
    expect(await scenario.check(number)).not.toMatchObject({ conclusion: 'success' });
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*, 0 of/);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*platform\*\*/);
    expect(fake.labelsOf(number)).toContain('kind: policy');
  });

  it('asks the team that owns an entry, though its author joins that team', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = {
      ...lowRisk(),
      ...edited('catalog/teams/sales-platform.yaml', '- github: sven-eriksson', '- github: henk-devries'),
    };
    const number = await fake.openPull({ author: 'henk-devries', branch: 'join', files });
    await scenario.opened(number);
    expect(fake.world.issues.get(number)?.pull?.teamReviewers).toContain('sales-platform');
  });
});
