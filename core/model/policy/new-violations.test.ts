import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRule, aViolation } from '../testing/policies.ts';
import { markNew } from './new-violations.ts';
import type { Violation } from './policy-evaluator.ts';

const egress = aRule('platform/egress');
const scope = aRule('platform/scope');
const at = (path: string, params: Violation['params'] = {}, rule = egress): Violation =>
  aViolation(rule, path, params);

describe('when violations are compared with those before a change', () => {
  it.each<[name: string, before: Violation[], after: Violation[], isNew: boolean[]]>([
    ['nothing was wrong', [], [at('/egress/0')], [true]],
    ['nothing is wrong any more', [at('/egress/0')], [], []],
    ['the same is wrong', [at('/egress/0')], [at('/egress/0')], [false]],
    [
      'an item is inserted before it',
      [at('/egress/0', { host: 'a' })],
      [at('/egress/1', { host: 'a' })],
      [false],
    ],
    [
      'the item inserted before it is wrong too',
      [at('/egress/0', { host: 'a' })],
      [at('/egress/0', { host: 'b' }), at('/egress/1', { host: 'a' })],
      [true, false],
    ],
    [
      'a position in the middle and one at the end change',
      [at('/permissions/0/scopes/1')],
      [at('/permissions/3/scopes/0')],
      [false],
    ],
    [
      'a second one of the same kind comes',
      [at('/egress/0')],
      [at('/egress/0'), at('/egress/1')],
      [false, true],
    ],
    ['one of two goes', [at('/egress/0'), at('/egress/1')], [at('/egress/0')], [false]],
    ['it is at another field', [at('/egress/0')], [at('/ingress/0')], [true]],
    ['a digit is part of a name', [at('/slots/a1')], [at('/slots/a2')], [true]],
    ['a digit begins a name', [at('/slots/1a')], [at('/slots/2a')], [true]],
    ['another rule finds it', [at('/x', {}, scope)], [at('/x')], [true]],
    ['a value of its message differs', [at('/x', { host: 'a' })], [at('/x', { host: 'b' })], [true]],
    ['only the order of its values differs', [at('/x', { a: 1, b: 2 })], [at('/x', { b: 2, a: 1 })], [false]],
    [
      'a value cannot be written as a text',
      [at('/x', { a: { toString: 1 } })],
      [at('/x', { a: { toString: 1 } })],
      [false],
    ],
    ['a text looks like a number', [at('/x', { a: '1' })], [at('/x', { a: 1 })], [true]],
  ])('says what is new: %s', (_name, before, after, isNew) => {
    expect(markNew(after, before)).toEqual(isNew);
  });

  it('never takes more for known than there was', () => {
    const violation = fc
      .record({
        path: fc.constantFrom('/a', '/a/0', '/a/1', '/a/0/b', '/a/7/b'),
        params: fc.constantFrom({}, { x: 1 }),
        rule: fc.constantFrom(egress, scope),
      })
      .map(({ path, params, rule }) => at(path, params, rule));
    fc.assert(
      fc.property(fc.array(violation), fc.array(violation), (before, after) => {
        const isNew = markNew(after, before);
        expect(isNew).toHaveLength(after.length);
        expect(isNew.filter((fresh) => !fresh).length).toBeLessThanOrEqual(before.length);
        expect(markNew(after, after)).toEqual(after.map(() => false));
        expect(markNew(after, [])).toEqual(after.map(() => true));
      }),
    );
  });
});
