import { describe, expect, it } from 'vitest';
import { initialsOf, toneOf } from './initials.ts';

describe('initialsOf', () => {
  it.each([
    ['Invoice Scanner', 'IS'],
    ['CRM to Slack Alerts', 'CS'],
    ['Payroll', 'Pa'],
    ['über app', 'ÜA'],
    ['—', '?'],
  ])('of "%s" are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('toneOf', () => {
  it('is stable and within the palette', () => {
    expect(toneOf('invoice-scanner')).toBe(toneOf('invoice-scanner'));
    expect(toneOf('invoice-scanner')).toBeLessThan(7);
  });
});
