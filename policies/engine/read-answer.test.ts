import { aRule, aViolation } from '@souk/model/testing/policies.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer, readViolations, sortViolations } from './read-answer.ts';

const risk = aRule('risk/egress');
const license = aRule('developer/license');
const approval = aRule('approval/tier');
const order = { risk: [risk], others: [license, approval] };
const nothing = { rules: 3, tier: 'low', risk: {}, found: {} };
const atLicense = { path: '/license', params: {} };

describe('when the answer on an entity is read', () => {
  it('gives the tier and the violations of each rule, in order', () => {
    const answer = {
      ...nothing,
      tier: 'high',
      risk: { 0: [{ path: '/egress/0', params: { tier: 'high' } }] },
      found: { 1: [{ path: '', params: { role: 'security', count: 2 } }], 0: [atLicense] },
    };
    expect(readAnswer(answer, order)).toEqual({
      tier: 'high',
      violations: [
        aViolation(approval, '', { role: 'security', count: 2 }),
        aViolation(risk, '/egress/0', { tier: 'high' }),
        aViolation(license, '/license'),
      ],
      failures: [],
    });
    expect(readAnswer(nothing, order)).toEqual({ tier: 'low', violations: [], failures: [] });
  });

  it.each<[name: string, answer: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'pass'],
    ['a list', [nothing]],
    ['an empty object', {}],
    ['too few rules', { ...nothing, rules: 2 }],
    ['too many rules', { ...nothing, rules: 4 }],
    ['a number of rules that is a text', { ...nothing, rules: '3' }],
    ['no tier', { ...nothing, tier: undefined }],
    ['a tier that is none', { ...nothing, tier: 'extreme' }],
    ['no violations of the risk layer', { ...nothing, risk: undefined }],
    ['no violations of the others', { ...nothing, found: undefined }],
    ['violations as a list', { ...nothing, found: [[atLicense]] }],
    ['violations as a text', { ...nothing, found: '' }],
    ['a place past the rules', { ...nothing, found: { 2: [] } }],
    ['a place before the rules', { ...nothing, found: { '-1': [] } }],
    ['a place that is none', { ...nothing, found: { license: [] } }],
    ['a place between two rules', { ...nothing, found: { 0.5: [] } }],
    ['a rule that yields true', { ...nothing, found: { 0: true } }],
    ['a rule that yields null', { ...nothing, found: { 0: null } }],
    ['a rule that yields an object', { ...nothing, found: { 0: atLicense } }],
    ['one violation of two that is none', { ...nothing, found: { 0: [atLicense, {}] } }],
    ['a risk without a tier', { ...nothing, risk: { 0: [{ path: '', params: {} }] } }],
    ['a demand without a count', { ...nothing, found: { 1: [{ path: '', params: { role: 'security' } }] } }],
  ])('says that it is not complete: %s', (_name, answer) => {
    expect(readAnswer(answer, order)).toBeUndefined();
  });
});

describe('when the violations of a rule are read', () => {
  it.each<[name: string, items: unknown, rule?: typeof license]>([
    ['no list', {}],
    ['a text in the list', ['/license']],
    ['null in the list', [null]],
    ['no path', [{ params: {} }]],
    ['a path that is a number', [{ path: 1, params: {} }]],
    ['a path without a slash', [{ path: 'license', params: {} }]],
    ['no params', [{ path: '/license' }]],
    ['params that are a list', [{ path: '/license', params: [] }]],
    ['params that are null', [{ path: '/license', params: null }]],
    ['a tier that is none', [{ path: '', params: { tier: 'LOW' } }], risk],
    ['no role', [{ path: '', params: { count: 1 } }], approval],
    ['an empty role', [{ path: '', params: { role: '', count: 1 } }], approval],
    ['a count of nobody', [{ path: '', params: { role: 'security', count: 0 } }], approval],
    ['half a person', [{ path: '', params: { role: 'security', count: 0.5 } }], approval],
    ['a count that is a text', [{ path: '', params: { role: 'security', count: '1' } }], approval],
  ])('says that they have another form: %s', (_name, items, rule = license) => {
    expect(readViolations(items, rule)).toBeUndefined();
  });

  it('gives them in the order of path and params, whatever order they come in', () => {
    const item = fc.record({
      path: fc.constantFrom('', '/a', '/a/0', '/b'),
      params: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.constantFrom(1, '1', null, 'x')),
    });
    const items = fc.array(item, { maxLength: 8 });
    fc.assert(
      fc.property(
        items.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const read = readViolations(list, license);
          expect(read).toHaveLength(list.length);
          expect(readViolations(shuffled, license)).toEqual(read);
        },
      ),
    );
  });

  it('puts what several rules found in the order of paths, then of rules', () => {
    const [a, b, c] = [aViolation(license, '/b'), aViolation(risk, '/a'), aViolation(approval, '/b')];
    expect(sortViolations([a, b, c])).toEqual([b, c, a]);
  });
});
