import { describe, expect, it } from 'vitest';
import { hasReached, parsePosition } from './position.ts';
import { parseSegmentName, segmentName } from './segment-name.ts';

const at = (segment: number, offset: number) => ({ segment, offset });

describe('when places in the spool are compared', () => {
  it.each([
    ['itself', at(2, 5), at(2, 5), true],
    ['one before it', at(2, 5), at(2, 4), true],
    ['one behind it', at(2, 5), at(2, 6), false],
    ['one in a segment before', at(2, 0), at(1, 99), true],
    ['one in a segment behind', at(2, 99), at(3, 0), false],
  ])('has reached %s or not', (_name, place, target, expected) => {
    expect(hasReached(place, target)).toBe(expected);
  });

  it.each([
    ['a place', '{"segment":2,"offset":5}', at(2, 5)],
    ['nothing', '', undefined],
    ['half of it', '{"segment":2,"off', undefined],
    ['null', 'null', undefined],
    ['a place before the beginning', '{"segment":2,"offset":-5}', undefined],
    ['a text', '{"segment":"2","offset":5}', undefined],
    ['less than all', '{"segment":2}', undefined],
  ])('reads %s', (_name, text, expected) => {
    expect(parsePosition(text)).toEqual(expected);
  });

  it('knows a segment by its name', () => {
    expect(parseSegmentName(segmentName(42))).toBe(42);
    expect(['events-42.jsonl', 'refused.jsonl', `${segmentName(1)}.next`].map(parseSegmentName)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
