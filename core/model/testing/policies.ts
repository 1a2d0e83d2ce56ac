import type { PolicyEvaluator, PolicyFailure, PolicyVerdict, Violation } from '../policy/policy-evaluator.ts';
import type { PolicyInput, PolicySettings, PolicySurroundings } from '../policy/policy-input.ts';
import type { Layer, PolicyRule } from '../policy/policy-rule.ts';
import { highestTier, type RiskTier } from '../risk/risk.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';

/** A rule with nothing special about it; the first part of its id is its layer. */
export function aRule(id: string, changes: Partial<PolicyRule> = {}): PolicyRule {
  return {
    id,
    layer: id.split('/')[0] as Layer,
    package: `souk.${id.replace('/', '.').replaceAll('-', '_')}`,
    title: 'Something holds',
    description: 'Without it something else would not hold.',
    level: 'deny',
    stage: 'deny',
    kinds: ['App', 'Connector', 'Installation', 'Team'],
    message: 'Something does not hold.',
    remediation: 'Make it hold.',
    owner: 'platform-engineering',
    source: `rules/${id}/rule.rego`,
    reads: ['input'],
    digest: 'c0ffee',
    ...changes,
  };
}

export function aViolation(rule: PolicyRule, path = '', params: Violation['params'] = {}): Violation {
  return { rule, path, params };
}

export function aVerdict(changes: Partial<PolicyVerdict> = {}): PolicyVerdict {
  return { tier: 'low', violations: [], failures: [], ...changes };
}

export function settingsOf(changes: Partial<PolicySettings> = {}): PolicySettings {
  return { name: 'Acme', currency: 'EUR', minSunsetDays: 90, roles: [], approvers: {}, ...changes };
}

/** What a rule finds in an entity; one that throws could not do its work. */
export type Find = (
  input: PolicyInput,
  surroundings: PolicySurroundings & { readonly tier: RiskTier },
) => readonly { readonly path?: string; readonly params?: Violation['params'] }[];

/** Rules written in TypeScript: judges as the real engine does, and keeps what it was asked. */
export class FakeEvaluator implements PolicyEvaluator {
  readonly rules: readonly PolicyRule[];
  readonly waivers: WaiverSettings;
  readonly asked: { readonly inputs: readonly PolicyInput[]; readonly surroundings: PolicySurroundings }[] =
    [];
  readonly #finds: ReadonlyMap<PolicyRule, Find>;

  constructor(finds: Iterable<readonly [PolicyRule, Find]>, waivers: WaiverSettings = { never: [] }) {
    this.#finds = new Map(finds);
    this.rules = [...this.#finds.keys()];
    this.waivers = waivers;
  }

  evaluate(inputs: readonly PolicyInput[], surroundings: PolicySurroundings): Promise<PolicyVerdict[]> {
    this.asked.push({ inputs, surroundings });
    return Promise.resolve(inputs.map((input) => this.#judge(input, surroundings)));
  }

  #judge(input: PolicyInput, surroundings: PolicySurroundings): PolicyVerdict {
    const failures: PolicyFailure[] = [];
    const ask = (layers: (layer: Layer) => boolean, tier: RiskTier): Violation[] =>
      [...this.#finds].flatMap(([rule, find]) => {
        if (!layers(rule.layer) || !rule.kinds.includes(input.entity.kind)) return [];
        try {
          const found = find(input, { ...surroundings, tier });
          return found.map(({ path = '', params = {} }) => ({ rule, path, params }));
        } catch (error) {
          failures.push({ rule, reason: (error as Error).message });
          return [];
        }
      });
    const risks = ask((layer) => layer === 'risk', 'low');
    const tier =
      failures.length > 0 ? 'high' : highestTier(risks.map(({ params }) => params['tier'] as RiskTier));
    return { tier, violations: [...risks, ...ask((layer) => layer !== 'risk', tier)], failures };
  }
}
