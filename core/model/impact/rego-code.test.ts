import { describe, expect, it } from 'vitest';
import { codeOf, librariesNamed, packageOf } from './rego-code.ts';

const rule = `# METADATA
# title: One
package souk.org.one

import data.souk.lib.egress

violation contains {"path": "/a", "params": {"b": "# no comment"}} if not input.entity.a
`;

describe('when two modules are compared by what the compiler reads', () => {
  it.each([
    ['other metadata', rule.replace('title: One', 'title: Another\n# description: Why')],
    ['no metadata', rule.replace(/^#.*\n/gm, '')],
    ['a comment at the end of a line', rule.replace('input.entity.a\n', 'input.entity.a # because\n')],
    ['other blank lines', rule.replace('\n\nimport', '\n\n\n   \nimport')],
    ['trailing spaces', rule.replace('one\n', 'one  \n')],
    ['Windows line ends', rule.replaceAll('\n', '\r\n')],
    ['no line end at the end', rule.trimEnd()],
  ])('says the same of %s', (_name, other) => {
    expect(codeOf(other)).toBe(codeOf(rule));
  });

  it.each([
    ['another condition', rule, rule.replace('not ', '')],
    ['another text with a # in it', rule, rule.replace('# no comment', '# no, a comment')],
    ['another package', rule, rule.replace('org.one', 'org.two')],
    ['a raw text that looks like a comment', 'a := `# x`', 'a := ``'],
    ['blank lines in a raw text', 'a := `x\n\ny`', 'a := `x\ny`'],
    ['two lines that become one', 'a\nb', 'a b'],
  ])('does not of %s', (_name, one, other) => {
    expect(codeOf(one)).not.toBe(codeOf(other));
  });

  it('finds the libraries and the package', () => {
    expect(librariesNamed(rule)).toEqual(['souk.lib.egress']);
    expect(librariesNamed('package a\n# data.souk.lib.none\nx := data.souk.lib.scopes.before')).toEqual([
      'souk.lib.scopes',
    ]);
    expect(packageOf(rule)).toBe('souk.org.one');
    expect(packageOf('# package no\n')).toBeUndefined();
  });
});
