import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRule, aViolation, settingsOf } from '../testing/policies.ts';
import type { Violation } from './policy-evaluator.ts';
import { renderHelp, renderMessage } from './render-message.ts';

const message = (template: string, params: Violation['params']): string =>
  renderMessage(aViolation(aRule('org/x', { message: template }), '', params));

describe('when the message of a rule is rendered', () => {
  it.each<[name: string, template: string, params: Violation['params'], text: string]>([
    ['a text', 'Host {host}.', { host: 'a.example' }, 'Host a.example.'],
    ['twice the same', '{a} and {a}', { a: 'x' }, 'x and x'],
    ['a number', 'At most {n}.', { n: 0 }, 'At most 0.'],
    ['a truth value', 'It is {b}.', { b: false }, 'It is false.'],
    ['nothing', 'It is {v}.', { v: null }, 'It is null.'],
    ['a list', 'One of {list}.', { list: ['a', 'b', 3] }, 'One of a, b or 3.'],
    ['an empty list', 'One of {list}.', { list: [] }, 'One of .'],
    ['an object', 'It is {v}.', { v: { a: 1 } }, 'It is {"a":1}.'],
    ['what is not there', 'Host {host}.', {}, 'Host {host}.'],
    ['what every object has', '{constructor} {toString}', {}, '{constructor} {toString}'],
    ['a place in a value', 'Host {host}.', { host: '{secret}', secret: 'x' }, 'Host {secret}.'],
    ['signs that a replacement reads', '{v}', { v: "$& $1 $' $$" }, "$& $1 $' $$"],
    ['other braces', '{} {1} {a b} {{a}}', { a: 'x' }, '{} {1} {a b} {x}'],
  ])('fills in what the rule says: %s', (_name, template, params, text) => {
    expect(message(template, params)).toBe(text);
  });

  it('shortens what is long, and never in the middle of a character', () => {
    expect(message('{v}', { v: 'x'.repeat(200) })).toBe('x'.repeat(200));
    expect(message('{v}', { v: 'x'.repeat(201) })).toBe(`${'x'.repeat(200)}…`);
    expect(message('{v}', { v: `${'x'.repeat(199)}😀` })).toBe(`${'x'.repeat(199)}\ufffd…`);
    expect(message('{v}', { v: ['y'.repeat(500)] })).toBe(`${'y'.repeat(200)}…`);
    expect(message('{v}', { v: Array(50).fill('z') })).toMatch(/ or 38 more$/);
  });

  it('keeps the words of the rule whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 150 }), fc.jsonValue({ maxDepth: 2 }), (text, value) => {
        expect(message('Before {a} after.', { a: text })).toBe(`Before ${text} after.`);
        expect(message('Before {a} after.', { a: value })).toMatch(/^Before .* after\.$/s);
      }),
    );
  });
});

describe('when the help of a rule is rendered', () => {
  const tags = aRule('developer/tags', {
    remediation: 'Take {tag} away.',
    suggest: { param: 'tag', among: 'settings.tags' },
  });
  const settings = settingsOf({ tags: { invoices: true, payroll: true } });

  it.each<[name: string, params: Violation['params'], text: string]>([
    ['a near word', { tag: 'invoice' }, 'Did you mean invoices? Take invoice away.'],
    ['no near word', { tag: 'zebra' }, 'Take zebra away.'],
    ['no text', { tag: 7 }, 'Take 7 away.'],
    ['no such param', {}, 'Take {tag} away.'],
  ])('suggests a word of the settings: %s', (_name, params, text) => {
    expect(renderHelp(aViolation(tags, '', params), settings)).toBe(text);
  });

  it('suggests nothing where the rule or the settings have no words', () => {
    const { suggest: _, ...silent } = tags;
    expect(renderHelp(aViolation(silent, '', { tag: 'invoice' }), settings)).toBe('Take invoice away.');
    expect(renderHelp(aViolation(tags, '', { tag: 'invoice' }), settingsOf())).toBe('Take invoice away.');
    const odd = { ...tags, suggest: { param: 'tag', among: 'settings.constructor' } };
    expect(renderHelp(aViolation(odd, '', { tag: 'nam' }), settings)).toBe('Take nam away.');
  });
});
