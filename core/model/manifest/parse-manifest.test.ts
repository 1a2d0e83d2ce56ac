import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createLocator } from '../finding/locate.ts';
import { anApp } from '../testing/manifests.ts';
import { explainRefusal } from './explain-refusal.ts';
import { checkManifest, type ManifestValue, readManifestBytes, readManifestText } from './parse-manifest.ts';

const header =
  'apiVersion: souk/v1\nkind: App\nid: a\nversion: 1.0.0\nname: An app\nsummary: Does one thing well.\nowner: t\nruntime: {type: wasm}\n';

/** Everything that is wrong with a text, as `rule line:column`. */
function problemsOf(text: string): string[] {
  const { value, problems: own, refusal } = readManifestText(text);
  const problems = refusal === undefined ? own : explainRefusal(refusal);
  const locate = createLocator('m.yaml', text);
  const all = problems.length > 0 ? problems : checkManifest(value).problems;
  return all.map(({ rule, place }) => {
    const { line, column } = locate(place);
    return `${rule} ${line}:${column}`;
  });
}

/** Each text with exactly what is found in it. */
const badTexts: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['an empty file', '', ['yaml/empty 1:1']],
  ['an account without a login', `${header}maintainers:\n  - githubId: 7\n`, ['schema/required 10:5']],
  ['only a comment', '# nothing\n', ['yaml/empty 1:1']],
  ['an open bracket', 'kind: App\ntags: [a, b\nid: x\n', ['yaml/syntax 3:1']],
  ['an open quote', 'kind: "App\nid: x\n', ['yaml/syntax 3:1']],
  ['a tab as indentation', 'kind: App\nruntime:\n\ttype: wasm\n', ['yaml/syntax 3:1']],
  ['a bad escape', 'kind: "A\\qpp"\n', ['yaml/syntax 1:9']],
  ['an unknown alias', 'kind: *nope\n', ['yaml/syntax 1:8']],
  ['two documents', 'kind: App\n---\nkind: Team\n', ['yaml/documents 2:1']],
  ['a repeated key', `${header}owner: other\n`, ['yaml/duplicate-key 9:1']],
  ['a repeated key in another spelling', 'kind: App\n"kin\\x64": Team\n', ['yaml/duplicate-key 2:1']],
  [
    'a repeated key deep in a list',
    `${header}secrets:\n  - name: A\n    name: B\n`,
    ['yaml/duplicate-key 11:5'],
  ],
  [
    'two syntax errors',
    'kind: App\nkind: App\nruntime:\n\ttype: wasm\n',
    ['yaml/duplicate-key 2:1', 'yaml/syntax 4:1'],
  ],
  ['a tag', `${header}config: !!js/function x\n`, ['yaml/tag 9:9']],
  ['a custom tag', `${header}domain: !secret x\n`, ['yaml/tag 9:9']],
  ['a key that is a list', `${header}? [a, b]\n: c\n`, ['yaml/syntax 9:3']],
  ['deep nesting', `${header}config: ${'['.repeat(40)}${']'.repeat(40)}\n`, ['yaml/depth 9:40']],
  [
    'an alias bomb',
    `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    ['yaml/aliases 1:1'],
  ],
  ['many aliases', `a: &a 1\nb: [${'*a, '.repeat(80)}*a]\n`, ['yaml/aliases 2:262']],
  ['a number with too many digits', `${header}config: {n: 12345678901234567890}\n`, ['yaml/number 9:13']],
  ['infinity', `${header}config: {n: .inf}\n`, ['yaml/number 9:13']],
  ['not a number', `${header}config: {n: .nan}\n`, ['yaml/number 9:13']],
  ['reversed text', `${header}domain: "a\\u202eb"\n`, ['yaml/hidden-character 9:9']],
  [
    'a hidden character beside other mistakes',
    `${header}nonsense: "a\\u202eb"\ntags: x\n`,
    ['yaml/hidden-character 9:11', 'schema/unknown-field 9:1', 'schema/type 10:7'],
  ],
  ['a NUL escape', `${header}domain: "a\\0b"\n`, ['yaml/hidden-character 9:9']],
  ['half a surrogate pair', `${header}domain: "a\\ud800b"\n`, ['yaml/hidden-character 9:9']],
  ['a hidden character in a key', `${header}config: {"a\\u2066b": 1}\n`, ['yaml/hidden-character 9:10']],
  ['a list instead of a manifest', '- kind: App\n', ['schema/type 1:1']],
  ['text instead of a manifest', 'just words\n', ['schema/type 1:1']],
  ['no kind', 'apiVersion: souk/v1\nid: x\n', ['schema/kind 1:1']],
  ['an unknown kind', 'apiVersion: souk/v1\nkind: Ap\nid: x\n', ['schema/kind 2:7']],
  ['a kind that is a number', 'kind: 7\n', ['schema/kind 1:7']],
  ['another apiVersion', header.replace('souk/v1', 'souk/v2'), ['schema/value 1:13']],
  ['no id', header.replace('id: a\n', ''), ['schema/required 1:1']],
  ['an id in capitals', header.replace('id: a', 'id: Invoice'), ['schema/format 3:5']],
  ['an id with two dashes', header.replace('id: a', 'id: a--b'), ['schema/format 3:5']],
  ['an id that is too long', header.replace('id: a', `id: ${'a'.repeat(64)}`), ['schema/limit 3:5']],
  ['an id that is a number', header.replace('id: a', 'id: 12'), ['schema/type 3:5']],
  ['a version without a patch number', header.replace('1.0.0', '1.0'), ['schema/type 4:10']],
  ['a version with a zero in front', header.replace('1.0.0', '1.2.0-01'), ['schema/format 4:10']],
  [
    'a version with too many digits',
    header.replace('1.0.0', '1.2.99999999999999999999'),
    ['schema/format 4:10'],
  ],
  ['a version with a v', header.replace('1.0.0', 'v1.0.0'), ['schema/format 4:10']],
  ['no owner', header.replace('owner: t\n', ''), ['schema/required 1:1']],
  ['a short summary', header.replace('Does one thing well.', 'Short'), ['schema/limit 6:10']],
  ['a misspelt field', `${header}dscription: x\n`, ['schema/unknown-field 9:1']],
  [
    'a misspelt field, deep',
    `${header}permissions:\n  - name: crm\n    scpoes: [a]\n`,
    ['schema/unknown-field 11:5'],
  ],
  ['a value where a list belongs', `${header}tags: invoices\n`, ['schema/type 9:7']],
  ['a list where a mapping belongs', `${header}data: [pii]\n`, ['schema/type 9:7']],
  [
    'a wrong type deep in a list',
    `${header}permissions:\n  - name: crm\n    scopes:\n      - crm:read\n      - 7\n`,
    ['schema/type 13:9'],
  ],
  ['null where text belongs', `${header}domain:\n`, ['schema/type 9:8']],
  ['an unknown runtime', header.replace('wasm', 'wsam'), ['schema/value 8:17']],
  ['an unknown stage', `${header}lifecycle: {stage: live}\n`, ['schema/value 9:20']],
  ['a runtime without a type', header.replace('{type: wasm}', '{version: "1"}'), ['schema/required 8:1']],
  ['a repeated tag', `${header}tags: [a, b, a]\n`, ['schema/duplicate 9:14']],
  ['an address that is none', `${header}icon: logo.png\n`, ['schema/format 9:7']],
  ['an address that runs code', `${header}icon: "javascript:alert(1)"\n`, ['schema/format 9:7']],
  [
    'an attachment outside the folder',
    `${header}apis: {provides: [{name: x, openapi: ../../etc/passwd}]}\n`,
    ['schema/format 9:38'],
  ],
  [
    'an absolute attachment',
    `${header}apis: {provides: [{name: x, openapi: /etc/passwd}]}\n`,
    ['schema/format 9:38'],
  ],
  [
    'a price that is no number',
    `${header}billing: {metrics: [{name: n, unit: u, price: free}]}\n`,
    ['schema/format 9:47'],
  ],
  [
    'a negative price',
    `${header}billing: {metrics: [{name: n, unit: u, price: -1}]}\n`,
    ['schema/limit 9:47'],
  ],
  [
    'a day that is not in the calendar',
    `${header}lifecycle: {stage: deprecated, deprecation: {sunset: 2027-02-30}}\n`,
    ['schema/format 9:54'],
  ],
  ['a duration in words', `${header}data: {retention: a while}\n`, ['schema/format 9:19']],
  ['an e-mail address that is none', `${header}contact: {email: nobody}\n`, ['schema/format 9:18']],
  ['an empty contact', `${header}contact: {}\n`, ['schema/limit 9:10']],
  [
    'a secret value in place of a reference',
    'apiVersion: souk/v1\nkind: Installation\nid: i\napp: a\nversion: ^1.0.0\nteam: t\nenvironment: dev\nsecrets:\n  TOKEN: hunter2\n',
    ['schema/format 9:10'],
  ],
  [
    'a range that is none',
    'apiVersion: souk/v1\nkind: Installation\nid: i\napp: a\nversion: newest please\nteam: t\nenvironment: dev\n',
    ['schema/format 5:10'],
  ],
  [
    'an empty collection',
    'apiVersion: souk/v1\nkind: Collection\nid: c\nname: Some\nsummary: A few good apps.\nowner: t\nentries: []\n',
    ['schema/limit 7:10'],
  ],
  [
    'several mistakes at once',
    'apiVersion: souk/v1\nkind: Team\nid: T\nnme: x\nmembers: y\n',
    ['schema/required 1:1', 'schema/unknown-field 4:1', 'schema/format 3:5', 'schema/type 5:10'],
  ],
];

describe('when a text is not a valid manifest', () => {
  it.each(badTexts)('finds what is wrong with %s', (_name, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('says what was expected, what came, and how to mend it', () => {
    const { value } = readManifestText(header.replace('wasm', 'contaner'));
    expect(checkManifest(value).problems).toEqual([
      {
        rule: 'schema/value',
        message:
          'runtime.type must be wasm, container, function, web-component, iframe, terraform or low-code; found "contaner".',
        help: 'Did you mean container?',
        place: { pointer: '/runtime/type', on: 'value' },
        fix: { replace: 'contaner', by: 'container' },
      },
    ]);
  });

  it('stays calm when deep nesting hides behind a mistake', () => {
    const problems = problemsOf(`a: "\\q"\nb: ${'['.repeat(50_000)}\n`);
    expect(problems[0]).toBe('yaml/syntax 1:5');
    expect(problems).toHaveLength(20);
  });

  it('keeps the identity when the rest is wrong', () => {
    expect(readManifestText(`${header}nonsense: 1\n`).key).toEqual({ kind: 'App', id: 'a' });
  });
});

describe('when the bytes are no text', () => {
  it.each([
    ['bytes that are not UTF-8', new Uint8Array([0x6b, 0xff, 0xfe]), 'file/encoding'],
    ['a NUL character', new TextEncoder().encode('kind: A\0pp'), 'file/encoding'],
    ['more than a manifest may have', new Uint8Array(3 * 1024 * 1024), 'file/size'],
  ])('refuses %s', (_name, bytes, rule) => {
    expect(readManifestBytes(bytes).problems.map((problem) => problem.rule)).toEqual([rule]);
  });

  it('reads past a byte order mark', () => {
    const bytes = new TextEncoder().encode(`\ufeff${header}`);
    expect(readManifestBytes(bytes)).toMatchObject({ key: { kind: 'App', id: 'a' }, problems: [] });
  });
});

describe('when a manifest is valid', () => {
  it('gives it back as it was written', () => {
    const { value, problems } = readManifestText(stringify(anApp()));
    expect(problems).toEqual([]);
    expect(checkManifest(value)).toEqual({ manifest: anApp(), problems: [] });
  });

  it('reads days, yes and octal-looking numbers as YAML 1.2 does', () => {
    const { value } = readManifestText(`${header}config: {day: 2026-11-22, yes: yes, mode: 010}\n`);
    expect(value).toMatchObject({ config: { day: '2026-11-22', yes: 'yes', mode: 10 } });
  });
});

describe('whatever the text', () => {
  const isTyped = (result: ManifestValue): boolean =>
    (result.refusal !== undefined && explainRefusal(result.refusal).length > 0) ||
    (Array.isArray(result.problems) && (result.problems.length > 0 || 'value' in result));
  const fragments = fc.constantFrom(
    'kind: App\n',
    'id: x\n',
    '- ',
    '? ',
    ': ',
    '&a ',
    '*a ',
    '<<: ',
    '!!map ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|\n',
    '>-\n',
    '\t',
    '  ',
    '\n',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\\u0000',
    '\u2028',
    '__proto__: ',
    'constructor: ',
    '\ufeff',
    '~',
    '0x',
    '1e999',
  );

  it('never throws on random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => isTyped(readManifestText(text))),
      { numRuns: 500 },
    );
  });

  it('never throws on scrambled YAML, and can show every problem', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fragments, fc.string({ maxLength: 8 })), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const result = readManifestText(text);
        const locate = createLocator('m.yaml', text);
        for (const { place } of result.refusal === undefined
          ? result.problems
          : explainRefusal(result.refusal))
          expect(locate(place).line).toBeGreaterThan(0);
        return isTyped(result);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => isTyped(readManifestBytes(bytes))),
      { numRuns: 500 },
    );
  });

  it('judges any value without throwing', () => {
    fc.assert(
      fc.property(
        fc.object({
          key: fc.constantFrom('kind', 'id', 'runtime', 'permissions', 'x', '__proto__'),
          maxDepth: 4,
        }),
        (value) => {
          for (const kind of ['App', 'Team', 'Marketplace', value['kind']]) {
            expect(Array.isArray(checkManifest({ ...value, kind }).problems)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
