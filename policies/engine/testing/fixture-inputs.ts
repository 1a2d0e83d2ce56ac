import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import { anApp } from '@souk/model/testing/manifests.ts';
import { settingsOf } from '@souk/model/testing/policies.ts';

export const surroundings: PolicySurroundings = { now: '2026-11-22T08:00:00Z', settings: settingsOf() };

/**
 * What the fixture judges: an app without a license, which `developer/license` finds.
 *
 * @param marks what its annotations say under `fixture/`, such as `{ made: 'nonsense' }`
 */
export function fixtureInput(
  marks: Readonly<Record<string, unknown>> = {},
  changes: object = {},
): PolicyInput {
  const annotations = Object.fromEntries(
    Object.entries(marks).map(([name, value]) => [`fixture/${name}`, value]),
  ) as Record<string, string>;
  return {
    entity: { ...anApp({ annotations }), ...changes },
    before: null,
    change: { type: 'added', attachments: [] },
    refs: {},
    evidence: { files: [] },
  };
}
