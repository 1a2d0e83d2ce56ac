import { describe, expect, it } from 'vitest';
import { anApp } from '../testing/manifests.ts';
import { aRule, ScriptedRules } from '../testing/rules.ts';
import { askDistinct, type KnownAnswers } from './ask-distinct.ts';
import type { RuleInput } from './project-input.ts';

const inputOf = (id: string, owner: string): RuleInput => ({
  entity: anApp({ id, owner }),
  before: null,
  change: { type: 'unchanged', attachments: [] },
  refs: {},
  evidence: { files: [] },
});
const rule = aRule('org/owner', { reads: ['input.entity.owner'] });
const inputs = [inputOf('a', 'sales'), inputOf('b', 'finance'), inputOf('c', 'sales')];
const rules = () =>
  new ScriptedRules({
    'org/owner': ({ entity }) =>
      'owner' in entity && entity.owner === 'sales' ? [{ path: '/owner', params: {} }] : [],
  });

describe('when a rule is asked about entities that are alike for it', () => {
  it('asks once and answers for each', () => {
    const asker = rules();
    const answers = askDistinct(asker, rule, inputs);
    expect(answers.map(({ violations }) => violations.length)).toEqual([1, 0, 1]);
    expect(asker.asked).toHaveLength(2);
  });

  it('asks nothing again that is known', () => {
    const asker = rules();
    const known: KnownAnswers = new Map();
    const first = askDistinct(asker, rule, inputs, known);
    expect(askDistinct(asker, rule, inputs.toReversed(), known)).toEqual(first.toReversed());
    expect(asker.asked).toHaveLength(2);
  });

  it('asks about each where the rule may look at anything', () => {
    const asker = rules();
    askDistinct(asker, { ...rule, reads: ['input'] }, inputs);
    expect(asker.asked).toHaveLength(3);
  });
});
