import { type BuiltInRule, deny, fault, notice } from './rule-table.ts';

/** What comes of running the tests that connectors bring along. */
export const connectorRules = {
  'connector/tests-failed': deny(
    'The tests of a connector pass',
    'A connector moves the data of others. Its own tests are the least that must hold before anybody installs it.',
  ),
  'connector/tests-missing': notice(
    'A connector has tests',
    'Nobody can change a connector without fear that has none.',
  ),
  'connector/toolchain-missing': notice(
    'Tests of a connector can be run here',
    'Tests in a language that the runner has no tools for say nothing until somebody runs them elsewhere.',
  ),
  'connector/tests-not-run': fault(
    'The tests of a connector come to their end',
    'Tests that could not be run in isolation are no passed ones. The author is not to blame.',
  ),
} as const satisfies Record<string, BuiltInRule>;

export type ConnectorRule = keyof typeof connectorRules;

export function isConnectorRule(id: string): id is ConnectorRule {
  return Object.hasOwn(connectorRules, id);
}
