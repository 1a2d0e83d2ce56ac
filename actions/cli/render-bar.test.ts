import { describe, expect, it } from 'vitest';
import { renderBar } from './render-bar.ts';

describe('when progress is shown as a bar', () => {
  it.each([
    ['the beginning', 0, 2_000_000, 'Go [........................] 0% of 2.0 MB'],
    ['the middle', 1_000_000, 2_000_000, 'Go [############............] 50% of 2.0 MB'],
    ['the end', 2_000_000, 2_000_000, 'Go [########################] 100% of 2.0 MB'],
    ['more than was said', 3_000_000, 2_000_000, 'Go [########################] 100% of 2.0 MB'],
    ['an unknown total', 1_500_000, undefined, 'Go 1.5 MB'],
  ])('shows %s', (_name, done, total, text) => {
    expect(renderBar('Go', done, total)).toBe(text);
  });
});
