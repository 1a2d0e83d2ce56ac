import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import type { RuleCase } from '@souk/model/policy/rule-example.ts';
import type { WaiverSettings } from '@souk/model/waiver/waiver-settings.ts';
import { readDiskBundle } from '../engine/open-engine.ts';
import { PolicyError } from '../engine/policy-error.ts';
import { listSources } from '../engine/sources.ts';
import { isUnchanged, readPreviousBundle } from './previous-bundle.ts';
import { inputOf } from './recorded-cases.ts';

/** The rules of a bundle with their recorded cases. */
export interface DocumentedRules {
  readonly rules: readonly {
    readonly rule: PolicyRule;
    readonly config: unknown;
    readonly cases: readonly RuleCase[];
  }[];
  readonly waivers: WaiverSettings;
}

/**
 * Reads what is told about rules in their pages; no OPA is needed.
 *
 * @throws {PolicyError} when the bundle is missing, damaged or older than its sources
 */
export async function readRuleCases(dir: string): Promise<DocumentedRules> {
  const { rules, data } = await readDiskBundle(dir);
  const built = await readPreviousBundle(dir);
  if (built === undefined) {
    throw new PolicyError(
      'bundle-damaged',
      'The recorded cases of the policy bundle are not what was built. Run: souk policy build',
    );
  }
  if (!isUnchanged(built, await listSources(dir), () => true)) {
    throw new PolicyError(
      'bundle-stale',
      'The policies were edited after the bundle was built. Run: souk policy build',
    );
  }
  const recorded = new Map(built.cases.rules.map((rule) => [rule.id, rule]));
  return {
    rules: rules.map((rule) => {
      const { config = {}, cases = [] } = recorded.get(rule.id) ?? {};
      const told = cases.map((recordedCase) => ({
        name: recordedCase.name,
        input: inputOf(recordedCase, built.cases),
        violations: recordedCase.violations as RuleCase['violations'],
      }));
      return { rule, config, cases: told };
    }),
    waivers: (data.config['waivers'] as WaiverSettings | undefined) ?? { never: [] },
  };
}
