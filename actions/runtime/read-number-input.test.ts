import { describe, expect, it } from 'vitest';
import { readNumberInput } from './read-number-input.ts';

const read = (text: string) => readNumberInput({ input: () => text }, 'issue', 'an issue');

describe('when an input names a number', () => {
  it('returns it, and nothing when it is not given', () => {
    expect([read('42'), read('')]).toEqual([42, undefined]);
  });

  it.each(['0', '-1', '1.5', '1e3', '0x10', '#42', '12345678901', '42 '])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `The input issue takes the number of an issue, and got ${JSON.stringify(text)}.`,
      }),
    );
  });
});
