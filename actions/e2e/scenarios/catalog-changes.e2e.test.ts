import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { edited, sampleText } from './sample-change.ts';

const scorecard = 'catalog/apps/carrier-scorecard/manifest.yaml';

describe.runIf(documented)('when an entry that seven teams run is deprecated', () => {
  const teams = [
    'sales-platform',
    'data-platform',
    'legal',
    'security',
    'finance-platform',
    'people-systems',
  ];
  const installed = Object.fromEntries(
    teams.map((team) => [
      `catalog/installations/${team}/scorecard-${team}.yaml`,
      sampleText('catalog/installations/freight-operations/carrier-scorecard-buyers.yaml')
        .replace('id: carrier-scorecard-buyers', `id: scorecard-${team}`)
        .replace('team: freight-operations', `team: ${team}`),
    ]),
  );

  it('names all seven, and asks those who look after them', async () => {
    await using scenario = await openScenario({ files: installed });
    const { fake } = scenario;
    const files = edited(
      scorecard,
      /^ {2}stage: published$/m,
      '  stage: deprecated\n  deprecation:\n    announced: 2026-11-22\n    sunset: 2027-06-30\n    replacement: rate-engine\n    migrationGuide: https://wiki.example.com/scorecard',
    );
    const number = await fake.openPull({ author: 'wei-chen', branch: 'end', files });
    await scenario.opened(number);
    const comment = scenario.comment(number);
    expect(comment).toContain('7 installations of 7 teams');
    for (const team of teams) expect(comment).toContain(`scorecard-${team}`);
    expect(comment).toMatch(/\*\*ops\*\*/);
  });
});

describe.runIf(documented)('when a waiver excuses what is found', () => {
  const denied = edited(scorecard, /^summary: .*$/m, 'summary: How carriers did last week.');

  it('lets nobody excuse their own finding in the same pull request without those who may', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const text = sampleText(scorecard).replace(/^license: .*$/m, 'license: AGPL-3.0-only');
    const number = await fake.openPull({
      author: 'wei-chen',
      branch: 'licence',
      files: { ...denied, [scorecard]: text },
    });
    await scenario.opened(number);
    const before = scenario.comment(number);
    const rule =
      /docs\/rules\/([a-z]+\/[a-z-]+)\.md/.exec(before.slice(before.indexOf('What to fix')))?.[1] ?? 'none';
    await fake.push(number, {
      'catalog/waivers/scorecard-licence.yaml': `apiVersion: souk/v1\nkind: Waiver\nid: scorecard-licence\nrule: ${rule}\nentity: App/carrier-scorecard\npath: /license\nreason: The legal review of the licence is under way and ends in January.\napprovedBy: legal\nexpiresAt: 2027-01-31\n`,
    });
    await scenario.opened(number, 'synchronize');
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*(legal|platform)\*\*/);
    expect(fake.isMerged(number)).toBe(false);
  });
});

describe.runIf(documented)('when an entry is removed', () => {
  it('is not let in while somebody runs it', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const paths = (
      await fake.origin.git(['ls-tree', '-r', '--name-only', 'main', 'catalog/apps/carrier-scorecard'])
    ).split('\n');
    const files = Object.fromEntries(paths.map((path) => [path, null]));
    const number = await fake.openPull({ author: 'wei-chen', branch: 'gone', files });
    await scenario.opened(number);
    expect(await scenario.check(number)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(number)).toContain('carrier-scorecard-buyers');
  });
});

describe.runIf(documented)('when a new app is much like one that is there', () => {
  it('names the one that is there, before anybody builds again', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const twin = sampleText(scorecard).replace('id: carrier-scorecard', 'id: haulier-scorecard');
    const number = await fake.openPull({
      author: 'wei-chen',
      branch: 'twin',
      files: { 'catalog/apps/haulier-scorecard/manifest.yaml': twin },
    });
    await scenario.opened(number);
    expect(scenario.comment(number)).toMatch(/carrier-scorecard.*%/);
  });
});
