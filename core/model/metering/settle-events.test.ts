import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOfEach, settleEvents } from './settle-events.ts';

const submitted = fc.array(
  fc.record({ key: fc.constantFrom('a', 'b', 'c'), digest: fc.constantFrom('1', '2') }),
  { maxLength: 12 },
);
const stored = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'));

describe('when events come together', () => {
  it('counts each once: the first, unless one came before', () => {
    fc.assert(
      fc.property(submitted, stored, (events, before) => {
        const firsts = firstOfEach(events);
        const kept = new Map(
          firsts.map(({ key, digest }) => [
            key,
            { digest: before[key] ?? digest, isNew: before[key] === undefined },
          ]),
        );
        const counted = new Map(Object.entries(before));
        const expected = events.map(({ key, digest }) => {
          const known = counted.get(key);
          if (known === undefined) counted.set(key, digest);
          return known === undefined ? 'accepted' : known === digest ? 'duplicate' : 'conflict';
        });
        expect(settleEvents(events, kept)).toEqual(expected);
      }),
    );
  });

  it('does not guess about what is not known', () => {
    expect(() => settleEvents([{ key: 'a', digest: '1' }], new Map())).toThrow('Nothing is kept of a.');
  });
});
