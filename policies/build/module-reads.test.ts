import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ParsedModule, readsIn } from './module-reads.ts';
import { findOpa, type Opa } from './opa.ts';

const ref = (...names: string[]) => ({
  type: 'ref',
  value: names.map((value, i) => ({ type: i === 0 ? 'var' : 'string', value })),
});
const path = (...names: string[]) => names.map((value) => ({ type: 'string', value }));
const module = (name: string, rules: readonly object[]): ParsedModule =>
  ({ package: { path: path('data', ...name.split('.')) }, rules }) as ParsedModule;
const rule = (name: string, ...body: object[]) => ({ head: { ref: [{ type: 'var', value: name }] }, body });

describe('when the parsed text of a rule is followed', () => {
  it('goes into every branch', () => {
    const chosen = { ...rule('chosen', ref('input', 'a')), else: { ...rule('chosen', ref('input', 'b')) } };
    const modules = [module('souk.org.one', [rule('violation', { type: 'var', value: 'chosen' }), chosen])];
    expect(readsIn(modules, 'data.souk.org.one.violation')).toEqual(['input.a', 'input.b']);
  });

  it('leaves out what nothing leads to', () => {
    const modules = [
      module('souk.org.one', [rule('violation', ref('input', 'a')), rule('unused', ref('input', 'b'))]),
    ];
    expect(readsIn(modules, 'data.souk.org.one.violation')).toEqual(['input.a']);
  });
});

const opa = (await findOpa(process.env)) as Opa;

describe.skipIf(opa === undefined)('when Rego is followed', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'souk-reads-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const parse = async (text: string): Promise<ParsedModule> => {
    const file = join(dir, 'module.rego');
    writeFileSync(file, text);
    const { stdout } = await opa.run(['parse', '--format', 'json', file]);
    return JSON.parse(stdout);
  };

  it.each([
    ['a field', 'violation contains 1 if input.entity.owner', ['input.entity.owner']],
    [
      'a value that is looked through',
      'violation contains x if some x in input.entity.tags',
      ['input.entity.tags'],
    ],
    ['a place in a list', 'violation contains 1 if input.entity.tags[0] == "a"', ['input.entity.tags']],
    ['a name that is looked up', 'violation contains 1 if input.a[input.b.c]', ['input.a', 'input.b.c']],
    ['a name with a dot in it', 'violation contains 1 if input.a["b.c"]', ['input.a']],
    [
      'what is looked up by a name',
      'violation contains 1 if object.get(input.a, "b", input.c) == 1',
      ['input.a.b', 'input.c'],
    ],
    [
      'what is looked up by a path, or by what is found out',
      'violation contains 1 if { object.get(input.a, ["b", "c"], 1); object.get(input.d, input.e, 1) }',
      ['input.a', 'input.d', 'input.e'],
    ],
    [
      'what is given another name',
      'violation contains 1 if { e := input.entity; e.owner }',
      ['input.entity'],
    ],
    ['an import', 'import input.entity as e\nviolation contains 1 if e.owner', ['input.entity.owner']],
    ['a condition that must not hold', 'violation contains 1 if not input.a', ['input.a']],
    ['every', 'violation contains 1 if every x in input.a { x > input.b }', ['input.a', 'input.b']],
    [
      'a comprehension',
      'violation contains y if y := {x | some x in input.a; x != input.b}',
      ['input.a', 'input.b'],
    ],
    ['the finding', 'violation contains {"path": "", "params": {"a": input.a}} if true', ['input.a']],
    [
      'an else',
      'f := 1 if input.a\nelse := input.b if input.c\nviolation contains f',
      ['input.a', 'input.b', 'input.c'],
    ],
    ['a default', 'default f := 1\nf := input.a\nviolation contains f', ['input.a']],
    ['a function', 'f(x) := x if input.a\nviolation contains f(input.b)', ['input.a', 'input.b']],
    ['a chain of definitions', 'a := b\nb := c\nc := input.d\nviolation contains a', ['input.d']],
    [
      'the configuration',
      'violation contains 1 if data.config.org.a[input.b]',
      ['data.config.org.a', 'input.b'],
    ],
    [
      'a library',
      'import data.souk.lib.one\nviolation contains 1 if one.f(input.a)',
      ['input.a', 'input.lib'],
    ],
    ['a library by its full name', 'violation contains 1 if data.souk.lib.one.f(1)', ['input.lib']],
    [
      'a library under another name',
      'import data.souk.lib.one as two\nviolation contains 1 if two.g',
      ['data.config.lib'],
    ],
    [
      'another rule',
      'violation contains 1 if data.souk.org.other.violation',
      ['data.souk.org.other.violation'],
    ],
  ])('sees %s', async (_name, text, expected) => {
    const library =
      'package souk.lib.one\nf(x) := x if input.lib\ng := data.config.lib\nunused := input.none\n';
    const modules = [await parse(`package souk.org.one\n${text}\n`), await parse(library)];
    expect(readsIn(modules, 'data.souk.org.one.violation')).toEqual(expected);
  });
});
