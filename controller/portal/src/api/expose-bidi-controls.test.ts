import { describe, expect, it } from 'vitest';
import { exposeBidiControls } from './expose-bidi-controls.ts';

describe('exposeBidiControls', () => {
  it('names a right-to-left override', () => {
    expect(exposeBidiControls('invoice\u202Egnp.exe')).toBe('invoice[U+202E]gnp.exe');
  });

  it('leaves right-to-left text alone', () => {
    expect(exposeBidiControls('سوق market')).toBe('سوق market');
  });
});
