import type { ContractRule } from '@souk/model/rule/vetting/contract-rules.ts';
import type { ContractChange, Impact } from '../change/contract-change.ts';
import type { ComparedPair } from './compare-schemas.ts';
import type { Effect, SchemaAspect, SchemaDifference } from './schema-difference.ts';
import type { Direction, SchemaUse } from './schema-use.ts';

type Verdict = readonly [rule: ContractRule, impact: Impact];
type Verdicts = Readonly<Record<Effect, Verdict>>;

/**
 * What each difference does. Who sends is harmed when fewer values are taken, who receives when other values come or
 * promised ones stay away. A reader is expected to skip what it does not know, so that additions to answers harm nobody.
 */
const verdicts: Readonly<Record<SchemaAspect, Readonly<Record<Direction, Verdicts>>>> = {
  type: sameRule('contract/type-changed', 'breaking'),
  null: sameRule('contract/nullability-changed', 'breaking'),
  values: {
    request: verdictsOf('contract/values-removed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/values-added', 'additive', 'risky', 'breaking'),
  },
  format: sameRule('contract/format-changed', 'breaking'),
  pattern: {
    request: verdictsOf('contract/pattern-changed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/pattern-changed', 'additive', 'risky', 'risky'),
  },
  bound: {
    request: verdictsOf('contract/limit-tightened', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/limit-relaxed', 'additive', 'risky', 'risky'),
  },
  required: {
    request: verdictsOf('contract/property-required', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/property-optional', 'additive', 'breaking', 'breaking'),
  },
  property: {
    request: verdictsOf('contract/property-ignored', 'risky', 'additive', 'risky'),
    response: verdictsOf('contract/property-removed', 'breaking', 'additive', 'breaking'),
  },
  'closed-property': {
    request: verdictsOf('contract/property-removed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/property-removed', 'breaking', 'additive', 'breaking'),
  },
  'write-only': {
    request: verdictsOf('contract/property-removed', 'additive', 'additive', 'additive'),
    response: verdictsOf('contract/property-removed', 'breaking', 'breaking', 'breaking'),
  },
  additional: {
    request: verdictsOf('contract/properties-closed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/properties-closed', 'additive', 'additive', 'additive'),
  },
  alternative: {
    request: verdictsOf('contract/form-removed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/form-added', 'additive', 'breaking', 'breaking'),
  },
  'told-alternative': {
    request: verdictsOf('contract/form-removed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/form-added', 'additive', 'risky', 'breaking'),
  },
  condition: {
    request: verdictsOf('contract/condition-changed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/condition-changed', 'additive', 'risky', 'risky'),
  },
  discriminator: {
    request: verdictsOf('contract/discriminator-changed', 'breaking', 'additive', 'breaking'),
    response: verdictsOf('contract/discriminator-changed', 'additive', 'breaking', 'breaking'),
  },
  default: {
    request: verdictsOf('contract/default-changed', 'additive', 'risky', 'risky'),
    response: verdictsOf('contract/default-changed', 'additive', 'additive', 'additive'),
  },
};

function verdictsOf(rule: ContractRule, narrower: Impact, wider: Impact, other: Impact): Verdicts {
  return { narrower: [rule, narrower], wider: [rule, wider], other: [rule, other] };
}

function sameRule(rule: ContractRule, harm: Impact): Readonly<Record<Direction, Verdicts>> {
  return {
    request: verdictsOf(rule, harm, 'additive', harm),
    response: verdictsOf(rule, 'additive', harm, harm),
  };
}

/** The changes that the uses of schemas feel, each once for a direction, with all who feel it. */
export function schemaChanges(uses: readonly SchemaUse[]): ContractChange[] {
  const felt = {
    request: new Map<SchemaDifference, Set<string>>(),
    response: new Map<SchemaDifference, Set<string>>(),
  };
  for (const { pair, direction, user } of uses) {
    for (const difference of differencesUnder(pair, direction)) {
      const users = felt[direction].get(difference);
      if (users === undefined) felt[direction].set(difference, new Set([user]));
      else users.add(user);
    }
  }
  return (['request', 'response'] as const).flatMap((direction) =>
    [...felt[direction]].map(([difference, users]) => changeOf(difference, direction, [...users])),
  );
}

function changeOf(
  difference: SchemaDifference,
  direction: Direction,
  users: readonly string[],
): ContractChange {
  const { aspect, effect, file, place, subject, what } = difference;
  const [rule, impact] = verdicts[aspect][direction][effect];
  return { rule, impact, file, place, subject, what, users };
}

function differencesUnder(root: ComparedPair, direction: Direction): SchemaDifference[] {
  const found: SchemaDifference[] = [];
  const seen = new Set([root]);
  // A set hands out what is added while it is walked.
  for (const pair of seen) {
    found.push(...pair.differences.filter(({ hiddenIn }) => hiddenIn !== direction));
    for (const { pair: next, hiddenIn } of pair.children) {
      if (hiddenIn !== direction) seen.add(next);
    }
  }
  return found;
}
