import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOutcomes, type Outcome } from './compare-outcomes.ts';

const outcome = (changes: Partial<Outcome> = {}): Outcome => ({
  level: 'deny',
  message: 'No license.',
  pointer: '/license',
  params: {},
  ...changes,
});
const deny = outcome();
const warn = outcome({ level: 'warn' });
const waived = outcome({ waivedBy: 'w' });

describe('when what a rule says of an entity is compared', () => {
  it.each<[string, Outcome[], Outcome[], ReturnType<typeof compareOutcomes>]>([
    ['nothing and nothing', [], [], undefined],
    ['the same denial', [deny], [outcome()], undefined],
    ['a denial where there was nothing', [], [deny], 'newlyFailing'],
    ['a denial where there was a warning', [warn], [deny], 'newlyFailing'],
    ['a denial that is no longer waived', [waived], [deny], 'newlyFailing'],
    ['a rule that breaks', [], [outcome({ level: 'error' })], 'newlyFailing'],
    ['a denial that is gone', [deny], [], 'newlyPassing'],
    ['a denial that becomes a warning', [deny], [warn], 'newlyPassing'],
    ['a denial that is waived now', [deny], [waived], 'newlyPassing'],
    ['a rule that breaks in place of a denial', [deny], [outcome({ level: 'error' })], 'changed'],
    ['a second denial', [deny], [deny, outcome({ pointer: '/b' })], 'changed'],
    ['another message', [deny], [outcome({ message: 'Other.' })], 'changed'],
    ['another place', [deny], [outcome({ pointer: '/b' })], 'changed'],
    ['other values behind one message', [deny], [outcome({ params: { a: 1 } })], 'changed'],
    ['a new warning', [], [warn], 'changed'],
    ['a warning that is gone', [warn], [], 'changed'],
    ['a warning that becomes a note', [warn], [outcome({ level: 'notice' })], 'changed'],
    ['a denial that comes waived', [], [waived], 'changed'],
    ['another waiver', [waived], [outcome({ waivedBy: 'v' })], 'changed'],
    ['a waiver that is not there, written out', [outcome({ waivedBy: undefined })], [deny], undefined],
  ])('takes %s for what it is', (_name, before, after, expected) => {
    expect(compareOutcomes(before, after)).toBe(expected);
  });

  const outcomes = fc.array(
    fc.record({
      level: fc.constantFrom('error', 'deny', 'warn', 'notice'),
      message: fc.constantFrom('a', 'b'),
      pointer: fc.constantFrom('/a', '/b'),
      params: fc.constantFrom({}, { a: 1 }),
      waivedBy: fc.constantFrom(undefined, 'w'),
    }),
    { maxLength: 3 },
  ) as fc.Arbitrary<Outcome[]>;

  it('finds nothing between a thing and itself, and the mirror image the other way round', () => {
    const mirror = {
      newlyFailing: 'newlyPassing',
      newlyPassing: 'newlyFailing',
      changed: 'changed',
    } as const;
    fc.assert(
      fc.property(outcomes, outcomes, (before, after) => {
        expect(compareOutcomes(before, structuredClone(before))).toBeUndefined();
        const flip = compareOutcomes(before, after);
        expect(compareOutcomes(after, before)).toBe(flip === undefined ? undefined : mirror[flip]);
      }),
    );
  });
});
