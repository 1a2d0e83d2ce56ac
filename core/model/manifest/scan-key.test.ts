import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifestText } from './parse-manifest.ts';
import { scanKey } from './scan-key.ts';

const plain = ['apiVersion: souk/v1', 'kind: App', 'id: invoice-scanner', 'name: Invoices', ''].join('\n');
const key = { kind: 'App', id: 'invoice-scanner' };

describe('when a manifest is scanned for its key', () => {
  it.each<[name: string, text: string]>([
    ['plain', plain],
    ['in another order, with comments', `# a\nid: invoice-scanner\n# b\n\nkind: App\ntags:\n- x\n`],
    ['with fields of the same name further in', `${plain}data:\n  id: other\n  kind: Team\n`],
    ['with a text of several lines', `${plain}description: |\n  id: other\n\n  kind: Team\n`],
  ])('returns it: %s', (_name, text) => {
    expect(scanKey(text)).toEqual(key);
    expect(readManifestText(text).key).toEqual(key);
  });

  it.each<[name: string, text: string]>([
    ['no id', 'kind: App\n'],
    ['two ids', `${plain}id: other\n`],
    ['a quoted id', `kind: App\nid: "invoice-scanner"\n`],
    ['a remark behind the id', `kind: App\nid: invoice-scanner # mine\n`],
    ['an id that goes on', `kind: App\nid: invoice-scanner\n\n  more\n`],
    ['a number as id', 'kind: App\nid: 12\n'],
    ['nothing as id', 'kind: App\nid: null\n'],
    ['an unknown kind', 'kind: Apps\nid: invoice-scanner\n'],
    ['a quoted field', `${plain}"id": other\n`],
    ['a merge key', `${plain}<<: *other\n`],
    ['a second document', `${plain}---\nkind: Team\n`],
    ['a directive', `%YAML 1.2\n---\n${plain}`],
    ['a flow mapping', '{kind: App, id: invoice-scanner}'],
    ['tabs', `${plain}name:\tx\n`],
    ['other line ends', plain.replaceAll('\n', '\r\n')],
    ['a text that goes on at the margin', `${plain}name: "x\nbroken"\n`],
  ])('leaves it to the parser: %s', (_name, text) => {
    expect(scanKey(text)).toBeUndefined();
  });
});

const fragments = [
  ...['kind: App', 'kind: Team', 'id: scanner', 'id: other-one', 'id: null', 'id: 7', 'id:', 'kind: "App"'],
  ...[
    'id: scanner # x',
    '  id: inner',
    '  kind: Team',
    '- id: item',
    '"id": quoted',
    '? id',
    ': x',
    'id : y',
  ],
  ...[
    'text: |',
    'text: >-',
    'text: "open',
    'close"',
    "text: 'open",
    "close'",
    'list: [a,',
    'id]',
    'map: {a: b,',
  ],
  ...[
    'id: c}',
    '}',
    'key: &a x',
    'alias: *a',
    '---',
    '...',
    '# note',
    '',
    '  more',
    'deep:',
    '  - x',
    '!!str id: z',
  ],
  ...[
    'name: plain',
    '  goes on',
    'goes on',
    'a: b: c',
    'id: scanner ',
    'kind: App\t',
    '<<: {id: merged}',
    '\u2028id: x',
  ],
];

describe('when any text is scanned', () => {
  it('gives the key that parsing gives, wherever there is one', () => {
    const lines = fc.array(fc.constantFrom(...fragments), { maxLength: 8 });
    fc.assert(
      fc.property(lines, (some) => {
        const text = some.join('\n');
        const scanned = scanKey(text);
        const parsed = readManifestText(text);
        if (scanned === undefined || parsed.refusal !== undefined) return;
        expect(parsed.key).toEqual(scanned);
      }),
      { numRuns: 5_000 },
    );
  });
});
