import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { edited, lowRisk } from './sample-change.ts';

const author = 'nadia-rahman';

describe.runIf(documented)('when a member of the owning team makes a change of low risk', () => {
  it('is approved by the app and merged, and says so', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    expect((await scenario.opened(number)).result).toBe('success');
    expect(scenario.comment(number)).toContain('Ready: nobody has to approve this');
    expect(await scenario.check(number)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(fake.reviewsOf(number)).toMatchObject([
      { state: 'APPROVED', author: { login: 'souk-gate[bot]' } },
    ]);
    expect(fake.labelsOf(number)).toEqual(
      expect.arrayContaining(['risk: low', 'kind: collection', 'souk: ready']),
    );
    expect(fake.isMerged(number)).toBe(true);
    expect(await fake.origin.read('main', 'catalog/collections/sales-starter.yaml')).toContain(
      'Leads and quotes',
    );
  });

  it('is approved and merged once, however often it is judged', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk(), draft: true });
    await scenario.opened(number);
    await scenario.opened(number, 'reopened');
    expect(fake.reviewsOf(number)).toEqual([]);
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toContain('It is a draft');
  });

  it('waits for a person where the label hold is on it', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk(), labels: ['hold'] });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'success' });
    expect(fake.isMerged(number)).toBe(false);
    expect(fake.labelsOf(number)).toContain('hold');
  });

  it('goes into the merge queue where the marketplace has one, and through it', async () => {
    const files = edited('catalog/marketplace.yaml', /^ {2}merge: direct$/m, '  merge: queue');
    await using scenario = await openScenario({ files });
    const { fake } = scenario;
    fake.requireMergeQueue();
    const number = await fake.openPull({ author, branch: 'words', files: lowRisk() });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
    expect((await scenario.queued()).result).toBe('success');
    await fake.advanceQueue();
    expect(fake.isMerged(number)).toBe(true);
  });
});

describe.runIf(documented)('when somebody else makes a change of low risk', () => {
  it('waits for the team that owns it, and not for anybody else', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author: 'henk-devries', branch: 'words', files: lowRisk() });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(scenario.comment(number)).toMatch(/sales-platform/);
    await scenario.reviewed(number, 'vera-lindholm');
    expect(fake.isMerged(number)).toBe(false);
    await scenario.reviewed(number, 'oliver-brandt');
    expect(fake.isMerged(number)).toBe(true);
  });
});

describe.runIf(documented)('when a change that looks small touches more', () => {
  it('is not approved automatically for a file outside the catalog, and says why', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = { ...lowRisk(), 'package.json': '{"scripts":{"postinstall":"touch /tmp/owned"}}' };
    const number = await fake.openPull({ author, branch: 'words', files });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(scenario.comment(number)).toMatch(/files outside the catalog: .*package\.json/);
    expect(fake.reviewsOf(number)).toEqual([]);
  });
});
