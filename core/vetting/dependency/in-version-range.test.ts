import { describe, expect, it } from 'vitest';
import { inVersionRange } from './in-version-range.ts';

describe('when a version is compared with a range', () => {
  it.each<[type: string, version: string | undefined, range: string, answer: boolean | undefined]>([
    ['npm', '1.2.2', '<1.2.3', true],
    ['npm', '1.2.3', '<1.2.3', false],
    ['npm', '1.2.3', '<=1.2.3', true],
    ['npm', '1.2.3', '1.2.3', true],
    ['npm', '1.2.3', '=1.2.3', true],
    ['npm', '1.5.0', '>=1.0.0 <2.0.0', true],
    ['npm', '2.0.0', '>=1.0.0 <2.0.0', false],
    ['npm', '3.1.0', '>=1.0.0 <2.0.0 || >3.0.0', true],
    ['npm', '1.0.0-rc.1', '<1.0.0', true],
    ['npm', '1.10.0', '>1.9.0', true],
    ['pypi', '1.0.post1', '>1.0', true],
    ['maven', '1.0-alpha-1', '<1.0', true],
    ['npm', undefined, '<1.2.3', undefined],
    ['unheard-of', '1.2.3', '<1.2.3', undefined],
    ['npm', 'latest', '<1.2.3', undefined],
    ['npm', '1.2.3', '>>1', undefined],
  ])('%s %s in %s: %s', (type, version, range, answer) => {
    expect(inVersionRange(type, version, range)).toBe(answer);
  });
});
