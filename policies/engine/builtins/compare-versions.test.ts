import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { compareVersions, isVersion } from './compare-versions.ts';

const LONG = `1.0.0-${'x'.repeat(300)}`;

describe('when a value is a version', () => {
  it.each([
    ['of the standard', '1.4.0'],
    ['with pre-release and build', '1.4.0-rc.1+build.5'],
    ['with a v before it', 'v1.4.0'],
    ['with leading zeros', '01.04.00'],
    ['with leading zeros in the pre-release', '1.4.0-01'],
    ['with an empty pre-release', '1.4.0-'],
    ['with an empty build', '1.4.0+'],
    ['with both empty', '1.4.0-+'],
    ['with a hyphen as pre-release', '1.4.0--'],
    ['with a hyphen in the build', '1.4.0+a-b'],
    ['with the largest number', '9223372036854775807.0.0'],
    ['longer than node-semver reads', LONG],
  ])('returns true for one %s', (_, value) => {
    expect(isVersion(value)).toBe(true);
  });

  it.each([
    ['two parts', '1.4'],
    ['four parts', '1.4.0.0'],
    ['a capital V', 'V1.4.0'],
    ['two vs', 'vv1.4.0'],
    ['a space before', ' 1.4.0'],
    ['a line break after', '1.4.0\n'],
    ['a sign', '-1.4.0'],
    ['an empty part', '1..0'],
    ['an empty identifier', '1.4.0-a..b'],
    ['an underscore', '1.4.0-a_b'],
    ['two builds', '1.4.0+a+b'],
    ['a number beyond 64 bits', '9223372036854775808.0.0'],
    ['an empty text', ''],
    ['a number', 1],
    ['null', null],
    ['a list', ['1.4.0']],
  ])('returns false for %s', (_, value) => {
    expect(isVersion(value)).toBe(false);
  });
});

describe('when two versions are compared', () => {
  it.each([
    ['1.4.0', '1.4.0', 0],
    ['1.4.0', 'v1.4.0+build', 0],
    ['01.4.0', '1.04.0', 0],
    ['1.4.0-', '1.4.0', 0],
    ['1.9.0', '1.10.0', -1],
    ['2.0.0', '1.10.0', 1],
    ['1.0.9007199254740993', '1.0.9007199254740992', 1],
    ['1.0.0-alpha', '1.0.0', -1],
    ['1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta', -1],
    ['1.0.0-beta.2', '1.0.0-beta.11', -1],
    ['1.0.0-20260101123456790', '1.0.0-20260101123456789', 1],
    ['1.0.0-01.a', '1.0.0-1.b', -1],
    ['1.0.0-Z', '1.0.0-a', -1],
    ['1.0.0-1a', '1.0.0-2', 1],
    [LONG, '1.0.0', -1],
  ])('returns the order of %s and %s', (one, other, expected) => {
    expect(compareVersions(one, other)).toBe(expected);
    expect(compareVersions(other, one)).toBe(expected === 0 ? 0 : -expected);
  });

  it('returns what node-semver says of standard versions', () => {
    const number = fc.nat({ max: 20 });
    const preRelease = fc.array(fc.constantFrom('0', '1', '9', '10', 'alpha', 'beta', 'rc', '1a', '-'), {
      maxLength: 3,
    });
    const version = fc
      .tuple(number, number, number, preRelease)
      .map(
        ([major, minor, patch, pre]) =>
          `${major}.${minor}.${patch}${pre.length > 0 ? `-${pre.join('.')}` : ''}`,
      );
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(compareVersions(one, other)).toBe(semver.compare(one, other));
      }),
      { numRuns: 500 },
    );
  });
});

describe('when two values cannot be compared', () => {
  it.each([
    ['the first is no version', '1.4', '1.4.0'],
    ['the second is no version', '1.4.0', '1.4'],
    ['one is a number', '1.4.0', 1],
    ['one is null', null, '1.4.0'],
  ])('throws when %s', (_, one, other) => {
    expect(() => compareVersions(one, other)).toThrow(BuiltinError);
  });

  it.each([
    ['leading zeros', '1.0.0-01', '1.0.0-1'],
    ['numbers beyond 64 bits', '1.0.0-9223372036854775808', '1.0.0-9223372036854775809'],
  ])('throws when pre-releases differ in %s only, as OPA never comes to an answer', (_, one, other) => {
    expect(() => compareVersions(one, other)).toThrow('differ in more than leading zeros');
  });
});
