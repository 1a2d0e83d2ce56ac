import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { LabelDefinition } from '@souk/github/sync-labels.ts';
import { bindCheck } from './bind-check.ts';
import { compareRuleset } from './compare-ruleset.ts';
import { compareSettings } from './compare-settings.ts';
import type { Difference } from './difference.ts';
import { readRepositorySettings } from './read-repository-settings.ts';
import { createLabels, listMissingLabels } from './remote-labels.ts';
import { readRemoteRulesets, storeRuleset } from './remote-rulesets.ts';
import type { Ruleset } from './ruleset.ts';

/** App whose token every workflow has: on github.com GitHub Actions goes by this number. */
export const GITHUB_ACTIONS = 15368;

export interface GateSetup {
  readonly rulesets: readonly Ruleset[];
  /** Labels that have to be there; how they look is for people to change. */
  readonly labels: readonly LabelDefinition[];
  /** Number of the app that publishes the verdict. */
  readonly appId: number;
}

export interface GateSetupResult {
  /** Names of the rulesets that were made or changed, and of the labels that were made. */
  readonly changed: readonly string[];
  /** What is still not as it has to be. */
  readonly differences: readonly Difference[];
}

/** Compares a repository with what is wanted, and changes nothing. @throws {GitHubError} */
export async function verifyGate(client: RepositoryClient, setup: GateSetup): Promise<readonly Difference[]> {
  const rulesets = await compareRulesets(client, setup);
  const missing = await listMissingLabels(client, setup.labels);
  return [
    ...rulesets.flatMap(({ differences }) => differences),
    ...missing.map(({ name }) => ({ place: `Labels › ${name}`, expected: 'a label', found: 'nothing' })),
    ...compareSettings(await readRepositorySettings(client), setup.appId !== GITHUB_ACTIONS),
  ];
}

/** Makes rulesets and labels what is wanted; settings are for people to change. A second run changes nothing. @throws {GitHubError} */
export async function applyGate(client: RepositoryClient, setup: GateSetup): Promise<GateSetupResult> {
  const stale = (await compareRulesets(client, setup)).filter(({ differences }) => differences.length > 0);
  for (const { wanted, id } of stale) await storeRuleset(client, wanted, id);
  const missing = await listMissingLabels(client, setup.labels);
  await createLabels(client, missing);
  return {
    changed: [...stale.map(({ wanted }) => wanted.name), ...missing.map(({ name }) => `Label ${name}`)],
    differences: await verifyGate(client, setup),
  };
}

interface ComparedRuleset {
  readonly wanted: Ruleset;
  /** Undefined while there is none of that name. */
  readonly id: number | undefined;
  readonly differences: readonly Difference[];
}

async function compareRulesets(
  client: RepositoryClient,
  { rulesets, appId }: GateSetup,
): Promise<readonly ComparedRuleset[]> {
  const bound = rulesets.map((ruleset) => bindCheck(ruleset, appId));
  const remote = await readRemoteRulesets(
    client,
    bound.map(({ name }) => name),
  );
  return bound.map((wanted) => {
    const found = remote.get(wanted.name);
    return { wanted, id: found?.id, differences: compareRuleset(wanted, found?.ruleset) };
  });
}
