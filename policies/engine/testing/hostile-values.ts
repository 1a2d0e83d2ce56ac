import type { SeededRandom } from './seeded-random.ts';

interface HostileValue {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  make(random: SeededRandom): unknown;
}

/** Names that every object of JavaScript has. */
export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
];

/** What no schema lets through, and what it may. */
const hostileValues: readonly HostileValue[] = [
  { name: 'null', weight: 60, make: () => null },
  {
    name: 'another type',
    weight: 200,
    make: (random) =>
      random.pick([
        true,
        false,
        0,
        -1,
        1.5,
        '',
        'x',
        [],
        {},
        [[]],
        [{}],
        [null],
        { a: null },
        [{ name: [] }],
      ]),
  },
  { name: 'empty', weight: 60, make: (random) => random.pick<unknown>([{}, [], '', [[], {}]]) },
  { name: 'prototype name', weight: 80, make: (random) => random.pick(prototypeNames) },
  {
    name: 'prototype keys',
    weight: 40,
    make: (random) =>
      JSON.parse(
        `{"__proto__":{"license":"MIT","status":"active"},"${random.pick(prototypeNames)}":{"type":"oidc"}}`,
      ),
  },
  {
    name: 'odd keys',
    weight: 40,
    make: () => ({ 'a/b': 1, 'a~b': 2, '~1': 3, '': 4, '/': 5, '0': 6, '-': 7, '\0': 8, '😀': 9 }),
  },
  {
    name: 'huge number',
    weight: 80,
    make: (random) =>
      random.pick([
        1e308,
        -1e308,
        5e-324,
        2 ** 53,
        2 ** 63,
        1e21,
        123456789012345680000,
        -0,
        0.1 + 0.2,
        Number.NaN,
        Infinity,
      ]),
  },
  {
    name: 'number in a text',
    weight: 80,
    make: (random) =>
      random.pick([
        '0x10',
        '1e999',
        '1_000',
        '+5',
        '-0',
        '٣',
        '①',
        '1e3',
        'NaN',
        'Infinity',
        '00',
        '.5',
        '5.',
        ' 1 ',
      ]),
  },
  {
    name: 'control characters',
    weight: 80,
    make: (random) =>
      random.pick([
        '\0',
        'a\0b',
        '\u0001\u001f',
        '\u007f\u0080',
        '\r\n\t',
        '\u2028\u2029',
        '\ufeff',
        '\u202e',
        '\b\f\v',
      ]),
  },
  {
    name: 'pattern',
    weight: 60,
    make: (random) =>
      random.pick(['{tag}', `\${x}`, '$&', '%s', '*', '.*', '(((', '[', '\\', '(a+)+$', '#', ':', '@', '?']),
  },
  {
    name: 'date',
    weight: 60,
    make: (random) =>
      random.pick([
        '2026-02-30',
        '9999-99-99',
        '0000-01-01',
        '2027-01-01T00:00:00+99:99',
        'T',
        '2262-04-12',
        '1677-01-01',
        '2027',
      ]),
  },
  {
    name: 'length of time',
    weight: 40,
    make: (random) =>
      random.pick(['-1d', `${'9'.repeat(400)}y`, 'P', 'PT', 'P1Y1Y', '1.5h', 'd', '0s', '٣d']),
  },
  {
    name: 'host',
    weight: 60,
    make: (random) =>
      random.pick([
        '127.1',
        '[::1]',
        '0x7f.1',
        'a..b',
        '*.com',
        '%',
        '::',
        'xn--',
        'http://x',
        '10.0.0.1/8',
        ':::',
        '[',
        '.',
      ]),
  },
  {
    name: 'nested list',
    weight: 20,
    make: (random) => nest(random.pick([31, 100, 900]), (value) => [value]),
  },
  { name: 'nested object', weight: 20, make: (random) => nest(random.pick([31, 100, 900]), (a) => ({ a })) },
  {
    name: 'long list',
    weight: 4,
    make: (random) => Array(random.pick([1_000, 10_000])).fill(random.pick<unknown>(['x', null, {}, 7])),
  },
  {
    name: 'many keys',
    weight: 2,
    make: () => Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key-${i}_password`, i])),
  },
  {
    name: 'megabyte',
    weight: 1,
    make: (random) =>
      random
        .pick(['x', '\\"', '😀', '[', '{"a":', '\0', 'é/~', 'a.', '1'])
        .repeat(1_000_000)
        .slice(0, 1_000_000),
  },
  // Each of these fails every rule of its entity.
  {
    name: 'half a surrogate pair',
    weight: 2,
    make: (random) => random.pick(['\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d\ud83d']),
  },
  {
    name: 'bottomless',
    weight: 2,
    make: (random) => {
      const wrap = random.pick<(value: unknown) => unknown>([(value) => [value], (a) => ({ a })]);
      return nest(random.pick([1_500, 2_500, 3_500, 5_000, 20_000]), wrap);
    },
  },
];

const totalWeight = hostileValues.reduce((sum, { weight }) => sum + weight, 0);

export function pickHostileValue(random: SeededRandom): { readonly name: string; readonly value: unknown } {
  let left = random.next() * totalWeight;
  const chosen = hostileValues.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  const { name, make } = chosen ?? (hostileValues[0] as HostileValue);
  return { name, value: make(random) };
}

function nest(levels: number, wrap: (value: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}
