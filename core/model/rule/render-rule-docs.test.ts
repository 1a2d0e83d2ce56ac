import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { builtInRules, docsOf } from './built-in-rules.ts';
import { GENERATED_PAGE, renderRuleDocs } from './render-rule-docs.ts';

const rule = (id: string): PolicyRule => ({
  id,
  layer: id.split('/')[0] as PolicyRule['layer'],
  package: 'souk.x',
  title: `Title of ${id}`,
  description: 'Why.',
  level: 'deny',
  stage: 'warn',
  kinds: ['App'],
  message: 'Wrong.',
  remediation: 'Mend it.',
  owner: 'team',
  source: `rules/${id}/rule.rego`,
  reads: [],
  digest: '',
});
const ids = ['org/vendors', 'developer/license', 'risk/scope'];
const docs = renderRuleDocs(
  ids.map((id) => ({ rule: rule(id), cases: [], config: {}, waivers: { never: [] }, policies: '..' })),
);
const list = docs.get('README.md') ?? '';

describe('when the pages of all rules are written', () => {
  it('has a page where the findings of each rule point', () => {
    const wanted = [...ids, ...Object.keys(builtInRules)].map((id) => docsOf(id).slice('docs/rules/'.length));
    expect([...docs.keys()].sort()).toEqual(['README.md', ...wanted].sort());
  });

  it('marks every page as generated', () => {
    expect([...docs].filter(([, text]) => !text.startsWith(GENERATED_PAGE))).toEqual([]);
  });

  it('lists every rule', () => {
    for (const id of docs.keys()) if (id !== 'README.md') expect(list).toContain(`(${id})`);
  });

  it('lists the policy rules by layer, before those that are built in', () => {
    const headings = [...list.matchAll(/^## (\w+)/gm)].map(([, word]) => word);
    expect(headings).toEqual(['Developer', 'Organisation', 'Risk', 'Built']);
    expect(list).toContain(
      '| [`developer/license`](developer/license.md) | deny | warn | Title of developer/license |',
    );
    expect(list).toContain('| [`risk/scope`](risk/scope.md) | warn | Title of risk/scope |');
  });
});
