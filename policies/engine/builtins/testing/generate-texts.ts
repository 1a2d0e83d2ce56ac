import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

/** One of the words of a line. */
const oneOf = (words: string): Text => fc.constantFrom(...words.split(' '));

const maybe = (part: Text): Text => fc.oneof(fc.constant(''), part);

const joined = (...parts: readonly Text[]): Text => fc.tuple(...parts).map((texts) => texts.join(''));

const several = (part: Text, maxLength: number): Text =>
  fc.array(part, { maxLength }).map((texts) => texts.join(''));

const twoDigits = fc
  .oneof(fc.nat({ max: 12 }), fc.nat({ max: 61 }))
  .map((value) => String(value).padStart(2, '0'));

/** Dates and times, some of which do not exist or are not written as Go reads them. */
export const timestamp = joined(
  oneOf('0000- 1677- 1969- 1970- 2000- 2024- 2026- 2100- 2262- 9999- 26-'),
  twoDigits,
  fc.constant('-'),
  fc.oneof(twoDigits, oneOf('28 29 30 31')),
  oneOf('T T T T t _'),
  fc.oneof(twoDigits, oneOf('23 9 24')),
  fc.constant(':'),
  twoDigits,
  fc.constant(':'),
  twoDigits,
  maybe(oneOf('.5 ,25 .123456789 .1234567899 . .x')),
  oneOf('Z Z Z +05:30 -08:00 +24:60 +25:00 -00:61 z +0100 Z0'),
);

/** Without leading zeros: on pre-releases that differ in those only, OPA never comes to an answer. */
const identifiers = several(oneOf('1 9 10 a B - . . _ 1a'), 5);
const number = oneOf('0 1 2 9 10 01 9007199254740993 9223372036854775807');

export const version = fc.oneof(
  joined(number, fc.constant('.1.'), number),
  joined(fc.constant('1.0.0-'), identifiers),
  joined(
    maybe(oneOf('v v V vv')),
    fc.oneof(number, oneOf('9223372036854775808 x')),
    oneOf('.1. .2. .10. . .1.2.'),
    maybe(number),
    maybe(joined(fc.constant('-'), identifiers)),
    maybe(joined(fc.constant('+'), identifiers)),
  ),
);

export const plainText = several(fc.constantFrom(...'abB1 é😀\n<"'), 8);

const patternPart = several(
  oneOf('a b . \\w \\b ^ $ [^a] (?i) \\pL (a) ( ) ) | | * + ? *? {2} {1001} \\1 (?=a) 😀 é'),
  3,
);

/** One name is given at most once, as re2js refuses it a second time and Go does not. */
export const pattern = joined(patternPart, maybe(oneOf('(?P<n>b) (?<n>.)')), patternPart);

export const template = several(oneOf(`$ $$ $1 \${1} $n \${n} \${ } $0 x 😀 \\1 $2 _`), 4);

export const amountOfBytes = joined(
  maybe(oneOf('- + "')),
  fc.oneof(
    fc.double({ min: 0, max: 1e24, noNaN: true }).map(String),
    fc.nat({ max: 5000 }).map(String),
    fc.stringMatching(/^\d{0,30}\.?\d{0,30}$/),
  ),
  maybe(fc.integer({ min: -99, max: 400 }).map((exponent) => `e${exponent}`)),
  maybe(oneOf('k KB Ki kib m MiB G Gi tb Ti p PiB e eib b x kbb i')),
);

export const word = several(oneOf('a b 😀'), 4);
