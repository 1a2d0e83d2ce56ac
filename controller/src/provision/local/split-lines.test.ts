import { describe, expect, it } from 'vitest';
import { SplitLines } from './split-lines.ts';

const linesOf = (...chunks: readonly (string | Buffer)[]): string[] => {
  const seen: string[] = [];
  const lines = new SplitLines((line) => seen.push(line));
  for (const chunk of chunks) lines.add(Buffer.from(chunk));
  lines.end();
  return seen;
};

describe('when what comes in pieces is cut into lines', () => {
  it.each([
    ['lines in one piece', ['a\nb\n'], ['a', 'b']],
    ['a line in several', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['a letter in several', [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])], ['é']],
    ['empty ones, which are left out', ['\n\na\n\n'], ['a']],
  ])('finds %s', (_, chunks, expected) => {
    expect(linesOf(...chunks)).toEqual(expected);
  });

  it('keeps no more than so much of a line, and the whole of the next', () => {
    const piece = 'z'.repeat(50_000);
    const [first, second] = linesOf(piece, piece, piece, '\nnext\n');
    expect(first).toHaveLength(64 * 1_024);
    expect(second).toBe('next');
  });
});
