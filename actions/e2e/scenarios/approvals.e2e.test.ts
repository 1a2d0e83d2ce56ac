import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { edited, mediumRisk } from './sample-change.ts';

const author = 'wei-chen';

describe.runIf(documented)('when a change of medium risk needs two roles', () => {
  it('waits for both, asks their teams, and is merged with the second approval', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(fake.world.issues.get(number)?.pull?.teamReviewers).toEqual(
      expect.arrayContaining(['product-council', 'security']),
    );
    expect(fake.labelsOf(number)).toEqual(expect.arrayContaining(['needs: product', 'needs: security']));
    await scenario.reviewed(number, 'vera-lindholm');
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toMatch(/✓ \| \*\*security\*\*/);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*product\*\*/);
    expect(fake.labelsOf(number)).not.toContain('needs: security');
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'success' });
    expect(fake.isMerged(number)).toBe(true);
  });

  it('starts over when the author pushes after the approvals', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await scenario.opened(number);
    await fake.review(number, { by: 'vera-lindholm' });
    await fake.review(number, { by: 'daniel-osei' });
    await fake.push(number, mediumRisk('Something else entirely.'));
    await scenario.opened(number, 'synchronize');
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toMatch(
      /approval of `vera-lindholm` does not count: it was given for commit/,
    );
  });

  it('lets no approval of an older commit count, though it comes after the push', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    const old = await fake.headSha(number);
    await fake.push(number, mediumRisk('Something else entirely.'));
    await fake.review(number, { by: 'vera-lindholm', commit: old });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
  });

  it('does not count whoever wrote a commit of it', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await fake.push(number, mediumRisk('By somebody of security.'), { by: 'vera-lindholm' });
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(fake.isMerged(number)).toBe(false);
  });

  it('does not count one person for two roles', async () => {
    const both = edited('catalog/marketplace.yaml', 'members: [marta-kowalczyk', 'members: [hanna-virtanen');
    await using scenario = await openScenario({ files: both });
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await scenario.reviewed(number, 'hanna-virtanen');
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(scenario.comment(number)).toMatch(/✓ \| \*\*product\*\*/);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*/);
  });

  it('counts nobody whose login only looks like that of a reviewer', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    for (const login of ['vera', 'vera-lindholm2', 'daniel-osei-bot']) {
      fake.addUser(login, { collaborator: true });
      await fake.review(number, { by: login });
    }
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*, 0 of 1/);
  });

  it('is blocked by changes that security requests, until that person agrees', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await scenario.reviewed(number, 'omar-farouk', 'changes-requested');
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(number)).toContain('omar-farouk');
    await scenario.reviewed(number, 'omar-farouk');
    expect(fake.isMerged(number)).toBe(true);
  });

  it('keeps a veto that the author dismisses', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    const veto = await fake.review(number, { by: 'omar-farouk', state: 'changes-requested' });
    fake.dismiss(veto, { by: author });
    await fake.review(number, { by: 'vera-lindholm' });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(fake.isMerged(number)).toBe(false);
  });

  it('takes an approval away that is dismissed', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    const approval = await fake.review(number, { by: 'vera-lindholm' });
    fake.dismiss(approval, { by: 'ruth-fischer' });
    await scenario.reviewed(number, 'daniel-osei');
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
  });

  it('does not act on a decision when a review changed in between', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'words', files: mediumRisk() });
    await fake.review(number, { by: 'vera-lindholm' });
    const approval = await fake.review(number, { by: 'daniel-osei' });
    fake.once('checks/create', () => fake.dismiss(approval, { by: 'monika-havel' }));
    const run = await scenario.opened(number);
    expect(run.step('./actions/approve').log).toContain('reviewed meanwhile');
    expect(fake.isMerged(number)).toBe(false);
  });

  it('tells the place in the queue and how long it takes', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const first = await fake.openPull({
      author,
      branch: 'a',
      files: mediumRisk('How they did in one week.'),
    });
    await scenario.opened(first);
    const second = await fake.openPull({
      author: 'wei-chen',
      branch: 'b',
      files: mediumRisk('How they did in two weeks.'),
    });
    await scenario.opened(second);
    expect(scenario.comment(second)).toMatch(/2nd|second|place 2|2 of 2/i);
  });
});
