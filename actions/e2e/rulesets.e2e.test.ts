import { fileURLToPath } from 'node:url';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { describe, expect, it } from 'vitest';
import { bindCheck } from '../gate-setup/bind-check.ts';
import { compareRuleset } from '../gate-setup/compare-ruleset.ts';
import { readWrittenRulesets } from '../gate-setup/read-written-rulesets.ts';
import { readRemoteRulesets, storeRuleset } from '../gate-setup/remote-rulesets.ts';
import { readGitHubApi } from './fake-github/document/github-api.ts';
import { documented, openFake } from './fake-github/testing/open-fake.ts';

const folder = fileURLToPath(new URL('../../.github/rulesets', import.meta.url));
const APP = 4711;

describe.runIf(documented)('when the rulesets of this repository are stored', () => {
  it('takes them, as new ones and over existing ones, and finds them as they were written', async () => {
    await using open = await openFake(await readGitHubApi());
    const { fake } = open;
    const client = createRepositoryClient({
      token: fake.issueToken({ app: 'souk-gate' }),
      apiUrl: fake.url,
      owner: 'acme',
      repo: 'souk',
      tell: () => undefined,
    });
    const rulesets = (await readWrittenRulesets(folder)).map((ruleset) => bindCheck(ruleset, APP));
    const names = rulesets.map(({ name }) => name);
    for (const ruleset of rulesets) await storeRuleset(client, ruleset, undefined);
    const first = await readRemoteRulesets(client, names);
    for (const ruleset of rulesets) await storeRuleset(client, ruleset, first.get(ruleset.name)?.id);
    const second = await readRemoteRulesets(client, names);
    expect(rulesets.flatMap((ruleset) => compareRuleset(ruleset, second.get(ruleset.name)?.ruleset))).toEqual(
      [],
    );
    expect(fake.violations).toEqual([]);
    expect(fake.writes).toHaveLength(2 * rulesets.length);
  });
});
