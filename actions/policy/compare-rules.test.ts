import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { describe, expect, it } from 'vitest';
import { compareRules } from './compare-rules.ts';

function rule(changed: Partial<PolicyRule> = {}): PolicyRule {
  return {
    id: 'org/vendors',
    layer: 'org',
    package: 'souk.org.vendors',
    title: 'Vendors are rated',
    description: 'Why.',
    level: 'deny',
    stage: 'warn',
    kinds: ['App'],
    message: 'Wrong.',
    remediation: 'Mend it.',
    owner: 'security',
    source: 'rules/org/vendors/rule.rego',
    reads: ['data.config.org.vendors', 'input.entity.egress'],
    digest: 'one',
    ...changed,
  };
}

const sources = {
  'data/org.yaml': 'a',
  'data/risk.yaml': 'a',
  'lib/words.rego': 'a',
  'lib/words_test.rego': 'a',
  'rules/org/vendors/rule.rego': 'a',
};
const edited = (...paths: string[]) => ({
  ...sources,
  ...Object.fromEntries(paths.map((path) => [path, 'b'])),
});

const changes: readonly {
  name: string;
  after: PolicyRule;
  sources: Record<string, string>;
  because: string[] | undefined;
}[] = [
  { name: 'nothing', after: rule(), sources, because: undefined },
  { name: 'a stage', after: rule({ stage: 'deny' }), sources, because: ['stage warn → deny'] },
  { name: 'kinds', after: rule({ kinds: ['App', 'Team'] }), sources, because: ['kinds App → App,Team'] },
  {
    name: 'a field that comes',
    after: rule({ enforceFrom: 'vetted' }),
    sources,
    because: ['enforceFrom none → vetted'],
  },
  { name: 'a long text', after: rule({ message: 'Very wrong.' }), sources, because: ['message'] },
  {
    name: 'the Rego',
    after: rule({ digest: 'two' }),
    sources: edited('rules/org/vendors/rule.rego'),
    because: ['its Rego'],
  },
  {
    name: 'metadata, which is text of the Rego file',
    after: rule({ digest: 'two', owner: 'ops' }),
    sources: edited('rules/org/vendors/rule.rego'),
    because: ['owner security → ops'],
  },
  {
    name: 'a library, and the data that it reads',
    after: rule({ digest: 'two' }),
    sources: edited('lib/words.rego', 'lib/words_test.rego', 'data/org.yaml', 'data/risk.yaml'),
    because: ['lib/words.rego', 'data/org.yaml'],
  },
];

describe('when the rules of two builds are compared', () => {
  it.each(changes)('tells why a rule changed: $name', ({ after, sources: now, because }) => {
    const { added, removed, changed } = compareRules(
      { rules: [rule()], sources },
      { rules: [after], sources: now },
    );
    expect({ added, removed }).toEqual({ added: [], removed: [] });
    expect(changed.map((entry) => entry.because)).toEqual(because === undefined ? [] : [because]);
  });

  it('tells which rules came and went', () => {
    const { added, removed, changed } = compareRules(
      { rules: [rule()], sources },
      { rules: [rule({ id: 'org/new' })], sources },
    );
    expect([added, removed].map((rules) => rules.map(({ id }) => id))).toEqual([
      ['org/new'],
      ['org/vendors'],
    ]);
    expect(changed).toEqual([]);
  });
});
