import { describe, expect, it } from 'vitest';
import { documented } from '../fake-github/testing/open-fake.ts';
import { openScenario } from './open-scenario.ts';
import { edited, mediumRisk, sampleText } from './sample-change.ts';

const author = 'nadia-rahman';
const cover = 'catalog/collections/mine/manifest.yaml';
const collection = (id: string): string =>
  `apiVersion: souk/v1\nkind: Collection\nid: ${id}\nname: A set\nsummary: What an office needs.\nowner: sales-platform\nentries: [rate-engine]\n`;

describe.runIf(documented)('when a manifest is hidden among the files of another and uncovered later', () => {
  it('lets no second marketplace say who approves', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const mine = edited(
      'catalog/marketplace.yaml',
      'team: security\n    github: acme/security',
      'members: [oliver-brandt]',
    );
    const hidden = {
      [cover]: collection('mine'),
      'catalog/collections/mine/a.yaml': mine['catalog/marketplace.yaml'] ?? '',
    };
    await scenario.opened(await fake.openPull({ author, branch: 'hide', files: hidden }));
    const uncover = await fake.openPull({ author, branch: 'uncover', files: { [cover]: null } });
    await scenario.opened(uncover);
    expect(await scenario.check(uncover)).toMatchObject({ conclusion: 'failure' });
    expect(scenario.comment(uncover)).toContain('a catalog has one Marketplace');
    const other = await fake.openPull({ author: 'wei-chen', branch: 'other', files: mediumRisk() });
    await fake.review(other, { by: 'oliver-brandt' });
    await scenario.reviewed(other, 'daniel-osei');
    expect(fake.isMerged(other)).toBe(false);
  });

  it('judges the app that comes to light as a new one', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const app = sampleText('catalog/apps/carrier-scorecard/manifest.yaml')
      .replace('id: carrier-scorecard', 'id: evil')
      .replace('owner: data-platform', 'owner: sales-platform');
    const hidden = { [cover]: collection('mine'), 'catalog/collections/mine/evil/manifest.yaml': app };
    await scenario.opened(await fake.openPull({ author, branch: 'hide', files: hidden }));
    const uncover = await fake.openPull({ author, branch: 'uncover', files: { [cover]: null } });
    await scenario.opened(uncover);
    expect(fake.isMerged(uncover)).toBe(false);
    expect(scenario.comment(uncover)).toContain('App/evil');
  });

  it('takes what a new cover hides for removed', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = { 'catalog/installations/manifest.yaml': collection('installations') };
    const number = await fake.openPull({ author, branch: 'cover', files });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
    expect(await scenario.check(number)).not.toMatchObject({ conclusion: 'success' });
    expect(fake.labelsOf(number)).toContain('kind: installation');
  });
});

describe.runIf(documented)('when a new entry claims files that were there before', () => {
  const key = { 'catalog/keys/release.pub': 'another key\n' };

  it('asks those who answer for the place, in one step', async () => {
    await using scenario = await openScenario();
    const { fake } = scenario;
    const files = { 'catalog/keys/manifest.yaml': collection('keys'), ...key };
    const number = await fake.openPull({ author, branch: 'key', files });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*/);
  });

  it('claims nothing that lay there before, in a place that nobody named', async () => {
    const notes = 'catalog/notes/rules.txt';
    await using scenario = await openScenario({ files: { [notes]: 'What we agreed.\n' } });
    const { fake } = scenario;
    const files = { 'catalog/notes/manifest.yaml': collection('notes'), [notes]: 'What I like.\n' };
    const number = await fake.openPull({ author, branch: 'notes', files });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*platform\*\*/);
  });

  it('asks them in two steps as well', async () => {
    await using scenario = await openScenario({
      files: { 'catalog/keys/manifest.yaml': collection('keys') },
    });
    const { fake } = scenario;
    const number = await fake.openPull({ author, branch: 'key', files: key });
    await scenario.opened(number);
    expect(fake.isMerged(number)).toBe(false);
    expect(scenario.comment(number)).toMatch(/✗ \| \*\*security\*\*/);
  });
});
