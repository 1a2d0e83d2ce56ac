import { describe, expect, it } from 'vitest';
import { accountOf, expectCommit, expectId, expectText } from './expect-shape.ts';

const called = (run: () => unknown) => {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*: (?=a|the)(.*came)\..*$/, '$1') : error;
  }
};

describe('when a part of an answer is looked at', () => {
  it.each([
    ['1', 'a whole number was expected for it, and a string came'],
    [1.5, 'a whole number was expected for it, and a number came'],
    [0, 'a whole number was expected for it, and a number came'],
    [2 ** 60, 'a whole number was expected for it, and a number came'],
    [10n, 'a whole number was expected for it, and a bigint came'],
    [null, 'a whole number was expected for it, and null came'],
    [41_898_282, 41_898_282],
  ])('takes ids that can be compared: %s', (value, result) => {
    expect(called(() => expectId(value, 'it'))).toBe(result);
  });

  it.each([
    ['', 'a text was expected for it, and an empty text came'],
    [7, 'a text was expected for it, and a number came'],
    ['ana', 'ana'],
  ])('takes texts that say something: %j', (value, result) => {
    expect(called(() => expectText(value, 'it'))).toBe(result);
  });

  it.each(['main', 'a'.repeat(39), 'A'.repeat(40), `${'a'.repeat(40)}\n`, 'a'.repeat(41), undefined])(
    'takes no commit that is not a full name: %j',
    (value) => {
      expect(() => expectCommit(value, 'it')).toThrow('the full name of a commit was expected for it');
    },
  );

  it.each(['a'.repeat(40), '0'.repeat(64)])('takes full names of commits: %s', (value) => {
    expect(expectCommit(value, 'it')).toBe(value);
  });

  it.each<[name: string, user: Parameters<typeof accountOf>[0], account: object | undefined]>([
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['an empty object', {}, undefined],
    ['an account', { id: 7, login: 'ana' }, { id: 7, login: 'ana' }],
  ])('tells accounts from those that are gone: %s', (_name, user, account) => {
    expect(accountOf(user)).toEqual(account);
  });
});
