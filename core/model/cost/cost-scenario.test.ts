import { describe, expect, it } from 'vitest';
import { parseScenario, parseShortScenario } from './cost-scenario.ts';

const told = (parsed: ReturnType<typeof parseScenario>): unknown =>
  parsed.ok ? parsed.scenario : parsed.problems.map(({ at, detail }) => `${at} ${detail}`.trim());

describe('when a scenario is read in its short form', () => {
  it.each<[text: string, metrics: string[], expected: object]>([
    ['calls=120000', ['calls'], { usage: { calls: '120000' } }],
    ['calls=0.5, seats=25,instances=2', ['calls'], { usage: { calls: '0.5' }, seats: '25', instances: '2' }],
    ['installations=3,period=2026-10', [], { usage: {}, installations: 3, period: '2026-10' }],
    ['seats=25', ['seats'], { usage: { seats: '25' } }],
    ['constructor=1', [], { usage: { constructor: '1' } }],
  ])('%s', (text, metrics, expected) => {
    expect(told(parseShortScenario(text, metrics))).toEqual(expected);
  });

  it.each([
    ['calls', 'Expected parts such as calls=1200 with commas between; found "calls".'],
    ['calls=1,', 'Expected parts such as calls=1200 with commas between; found "".'],
    ['=1', 'Expected parts such as calls=1200 with commas between; found "=1".'],
    ['calls=1,calls=2', '"calls" is given twice.'],
    ['calls=-1', /^\/usage\/calls calls: expected a decimal of at least 0.*; found "-1"\.$/],
    ['calls=1e400', /found "1e400"/],
    [`calls=${'9'.repeat(31)}`, /at most 30 digits/],
    ['installations=0', /installations: expected a whole number from 1 to 1000; found "0"/],
    ['installations=1001', /a whole number from 1 to 1000/],
    ['period=2026-13', /a month such as 2026-11/],
  ])('refuses %s', (text, expected) => {
    const problems = told(parseShortScenario(text, [])) as string[];
    expect(problems[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
});

describe('when a scenario is read from a value', () => {
  it('takes numbers and texts', () => {
    const raw = {
      usage: { calls: 1200, 'gb-out': '0.25' },
      seats: 25,
      installations: '2',
      period: '2026-10',
    };
    expect(told(parseScenario(raw))).toEqual({
      ...{ usage: { calls: '1200', 'gb-out': '0.25' }, seats: '25', installations: 2, period: '2026-10' },
    });
  });

  it.each<[name: string, raw: unknown, expected: string[]]>([
    ['a list', [], ['Expected a mapping such as {usage: {calls: 1200}, seats: 25}; found a list.']],
    ['a misspelt member', { seets: 1 }, ['/seets A scenario has no member "seets": did you mean seats?']],
    [
      'all that is wrong at once',
      { usage: { 'a/b': -1 }, instances: 'x' },
      [
        '/instances instances: expected a decimal of at least 0 with at most 30 digits, and 12 after the point, such as 1200; found "x".',
        '/usage/a~1b "a/b": expected a decimal of at least 0 with at most 30 digits, and 12 after the point, such as 1200; found -1.',
      ],
    ],
    [
      'usage that is a list',
      { usage: [1] },
      ['/usage Expected metrics with quantities, such as {calls: 1200}; found a list.'],
    ],
    [
      'a number that is none',
      { seats: Number.POSITIVE_INFINITY },
      [expect.stringContaining('found Infinity')],
    ],
    ['a member that objects have', JSON.parse('{"__proto__": 1}'), [expect.stringContaining('no member')]],
  ])('refuses %s', (_name, raw, expected) => {
    expect(told(parseScenario(raw))).toEqual(expected);
  });
});
