import { describe, expect, it } from 'vitest';
import { fitBlocks } from './fit-blocks.ts';

const blocks = ['a'.repeat(99), 'ä'.repeat(49), 'c'.repeat(99)];
const tell = (left: number): string => `${left} more`;

describe('when blocks have to fit', () => {
  it.each<[name: string, room: number, shown: number]>([
    ['there is room for all', 600, 3],
    ['there is room for two, in bytes', 598, 2],
    ['there is room for one', 498, 1],
    ['there is room for none', 399, 0],
    ['there is no room', 0, 0],
    ['there is less than none', -5, 0],
  ])('keeps whole ones, and tells of the rest: %s', (_name, room, shown) => {
    const rest = shown === 3 ? [] : [`${3 - shown} more`];
    expect(fitBlocks(blocks, room, tell)).toEqual([...blocks.slice(0, shown), ...rest]);
  });

  it('says nothing of the rest when that is wanted', () => {
    expect(fitBlocks(blocks, 0, () => undefined)).toEqual([]);
  });
});
