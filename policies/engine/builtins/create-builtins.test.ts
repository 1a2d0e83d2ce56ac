import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import capabilities from '../capabilities.json' with { type: 'json' };
import { createBuiltins } from './create-builtins.ts';
import { attempt } from './testing/attempt.ts';

const NOW = new Date('2026-11-22T09:30:00.001Z');
const builtins = createBuiltins({ now: () => NOW });

describe('when builtins are created', () => {
  it('returns those that capabilities.json allows beyond what WebAssembly has', () => {
    const allowed = new Set(capabilities.builtins.map(({ name }) => name));
    expect(Object.keys(builtins).filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('returns the clock of the caller', () => {
    const read = builtins['time.now_ns'];
    expect(JSON.stringify(read?.())).toBe('1795339800001000000');
    expect(read?.()).toEqual(read?.());
  });

  it('throws for a moment that is none', () => {
    expect(createBuiltins({ now: () => new Date('never') })['time.now_ns']).toThrow(RangeError);
  });
});

describe('when a builtin is given anything', () => {
  it.each(Object.keys(builtins))('%s returns a value or throws a BuiltinError', (builtin) => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('1.0.0', '5k', '2026-11-22T09:30:00Z', 1e18, 2 ** 63),
    );
    fc.assert(
      fc.property(fc.array(values, { maxLength: 4 }), (args) => {
        attempt(builtins, { builtin, args });
      }),
      { numRuns: 300 },
    );
  });

  it('shows no more of it than a line', () => {
    const shown = `"${'1'.repeat(79)}…`;
    expect(() => builtins['semver.compare']?.('1'.repeat(10_000), '1.0.0')).toThrow(
      `semver.compare: expected a semantic version such as 1.4.0, got ${shown}`,
    );
  });
});
