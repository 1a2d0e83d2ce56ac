import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function printed(text: string): string[] {
  const written: string[] = [];
  createLog((part) => written.push(part)).info(text);
  return written.join('').split('\n');
}

describe('when a text of somebody is logged', () => {
  it.each([
    ['plain', 'Two files changed', ['Two files changed']],
    ['several lines', 'one\r\ntwo\nthree', ['one', 'two', 'three']],
    ['a command', '::error::forged', ['\\::error::forged']],
    ['a command after white space', ' \u2003::set-output name=x::1', [' \u2003\\::set-output name=x::1']],
    ['a command of the older form, anywhere', 'see ##[error]forged', ['see ##\\[error]forged']],
    ['a command after a carriage return', 'x\r::error::forged', ['x␍::error::forged']],
    ['control characters', '\u001b[2Jgone', ['␛[2Jgone']],
    ['words turned round', 'a\u202eb', ['a\ufffdb']],
  ])('returns lines that stand for nothing else: %s', (_name, text, lines) => {
    expect(printed(text).slice(1, -2)).toEqual(lines);
  });

  it('takes no commands until a token that is another each time', () => {
    const [first, second] = [printed('::error::forged'), printed('::error::forged')];
    expect(first[0]).toMatch(/^::stop-commands::[0-9a-f-]{36}$/);
    expect(first.at(-2)).toBe(`::${first[0]?.slice('::stop-commands::'.length)}::`);
    expect(second[0]).not.toBe(first[0]);
  });
});
