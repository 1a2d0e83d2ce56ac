import fc from 'fast-check';
import type { Call } from './call-policy.ts';
import { amountOfBytes, pattern, plainText, template, timestamp, version, word } from './generate-texts.ts';

type Args = fc.Arbitrary<readonly unknown[]>;

const DAY = 86_400_000;

/** What no builtin takes everywhere. */
const odd = fc.constantFrom<unknown>(null, true, 0, 1.5, -1, '', 'x', {}, { a: 1 });

/** Mostly what the builtin is made for, now and then something else. */
const mostly = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary, weight: 8 }, { arbitrary: odd, weight: 1 });

const moment = fc.oneof(
  fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }).map((ms) => ms * 1e6),
  fc.integer({ min: -200_000, max: 200_000 }).map((days) => (days * DAY - 1) * 1e6),
  fc.constantFrom(0, -1, 1767225600001000000, 1e19, -1e19, 1e21),
);

const words = fc.oneof(word, fc.array(word, { maxLength: 4 }));
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 1.5, '', 'a');
const flat = fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { noNullPrototype: true });
const object = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(scalar, flat), {
  noNullPrototype: true,
});

/** Mostly few, now and then so many that they lead out of range unless others cancel them out. */
const amountOf = (many: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.integer({ min: -300, max: 300 }), weight: 9 },
    { arbitrary: fc.constantFrom(many, -many), weight: 1 },
  );

const ARGS: Readonly<Record<string, Args>> = {
  'object.subset': fc.oneof(
    fc.tuple(object, object),
    object.chain((whole) =>
      fc.tuple(fc.constant(whole), fc.subarray(Object.entries(whole)).map(Object.fromEntries)),
    ),
    fc.tuple(mostly(object), mostly(object)),
  ),
  'regex.replace': fc.tuple(mostly(plainText), mostly(pattern), mostly(template)),
  'semver.compare': fc.tuple(mostly(version), mostly(version)),
  'semver.is_valid': fc.tuple(mostly(version)),
  'strings.any_prefix_match': fc.tuple(mostly(words), mostly(words)),
  'strings.any_suffix_match': fc.tuple(mostly(words), mostly(words)),
  'time.add_date': fc.tuple(
    mostly(moment),
    mostly(amountOf(1e9)),
    mostly(amountOf(12e9)),
    mostly(amountOf(365e9)),
  ),
  'time.diff': fc.tuple(mostly(moment), mostly(moment)),
  'time.parse_rfc3339_ns': fc.tuple(mostly(timestamp)),
  'units.parse_bytes': fc.tuple(mostly(amountOfBytes)),
};

/** So many calls of each builtin; each list among the arguments is at times a set. */
export function generateCalls(each: number): fc.Arbitrary<readonly Call[]> {
  const lists = Object.entries(ARGS).map(([builtin, args]) =>
    fc.array(
      fc.tuple(args, fc.boolean()).map(([values, asSets]) => {
        const sets = values.flatMap((value, position) => (asSets && Array.isArray(value) ? [position] : []));
        return { builtin, args: values, sets };
      }),
      { minLength: each, maxLength: each },
    ),
  );
  return fc.tuple(...lists).map((calls) => calls.flat());
}
