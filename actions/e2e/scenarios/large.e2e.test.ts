import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { lowRisk, sampleText } from './sample-change.ts';

const author = 'wei-chen';
const manyFiles = (count: number, text: (i: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`catalog/collections/set-${i}.yaml`, text(i)]));
const valid = (i: number): string =>
  `apiVersion: souk/v1\nkind: Collection\nid: set-${i}\nname: Set number ${i}\nsummary: What office number ${i} needs.\nowner: data-platform\nentries: [rate-engine]\n`;

describe.runIf(documented)('when a pull request changes more files than the API lists', () => {
  it('is judged to the last of them', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = {
      ...manyFiles(3000, valid),
      'catalog/teams/zz-last.yaml': 'apiVersion: souk/v1\nkind: Team\nid: zz-last\nname: Last one\n',
    };
    const number = await fake.openPull({ author, branch: 'many', files });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ status: 'in_progress' });
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*platform\*\*/);
    expect(fake.labelsOf(number)).toContain('kind: team');
  });
});

describe.runIf(documented)('when there are many findings', () => {
  it('shows the gravest of 500 on lines, and all of them somewhere', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const broken = (i: number): string => valid(i).replace('owner: data-platform', 'owner: nobody-at-all');
    const number = await fake.openPull({ author, branch: 'many', files: manyFiles(500, broken) });
    const run = await scenario.opened(number);
    const check = await scenario.check(number);
    expect(check).toMatchObject({ conclusion: 'failure' });
    expect(check?.annotations.length).toBeGreaterThanOrEqual(200);
    expect(scenario.comment(number).length).toBeLessThan(60_000);
    expect(scenario.comment(number)).toMatch(/500 things to fix/);
    expect(run.step('verdict').summary).toContain('set-499.yaml');
  });

  it('keeps a comment within its limit though messages are long', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const long = (i: number): string =>
      `${valid(i)}${'k'.repeat(900)}${i}: 1\n`.replace('entries', `"${'é@'.repeat(400)}": 1\nentries`);
    const number = await fake.openPull({ author, branch: 'long', files: manyFiles(120, long) });
    await scenario.opened(number);
    const body = scenario.comment(number);
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('/actions/runs/');
    expect(body).toMatch(/more/);
  });

  it('offers a fix that is certain, once', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const path = 'catalog/collections/sales-starter.yaml';
    const files = { [path]: sampleText(path).replace('summary:', 'sumary:') };
    const number = await fake.openPull({ author: 'nadia-rahman', branch: 'typo', files });
    await scenario.opened(number);
    await scenario.opened(number, 'reopened');
    const comments = fake.world.reviewComments.filter(({ pull }) => pull === number);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('```suggestion\nsummary:');
    await fake.push(number, lowRisk());
    await scenario.opened(number, 'synchronize');
    expect(fake.isMerged(number)).toBe(true);
  });
});
