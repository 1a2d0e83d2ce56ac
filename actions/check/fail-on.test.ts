import type { Finding, Level } from '@souk/model/finding/finding.ts';
import { startOf } from '@souk/model/finding/finding.ts';
import { type Report, verdictOf } from '@souk/model/report/report.ts';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, parseFailOn } from './fail-on.ts';

function reportOf(...found: [level: Level, waivedBy?: string][]): Pick<Report, 'findings' | 'verdict'> {
  const findings = found.map(
    ([level, waivedBy]): Finding => ({
      rule: 'x/y',
      level,
      message: '',
      help: '',
      docs: '',
      location: startOf('a'),
      ...(waivedBy === undefined ? {} : { waivedBy }),
    }),
  );
  return { findings, verdict: verdictOf(findings) };
}

describe('when a job is to fail on findings', () => {
  it.each([
    ['nothing', reportOf(), [0, 0, 0]],
    ['a notice', reportOf(['notice']), [0, 0, 0]],
    ['a warning', reportOf(['warn']), [0, 1, 0]],
    ['a waived warning', reportOf(['warn', 'w']), [0, 0, 0]],
    ['a denial', reportOf(['deny']), [1, 1, 0]],
    ['a waived denial', reportOf(['deny', 'w']), [0, 0, 0]],
    ['a fault', reportOf(['error'], ['deny']), [3, 3, 3]],
  ])('returns the exit codes of deny, warn and never: %s', (_what, report, codes) => {
    expect((['deny', 'warn', 'never'] as const).map((failOn) => exitCodeOf(report, failOn))).toEqual(codes);
  });

  it('takes deny when nothing is said, and nothing unknown', () => {
    expect(parseFailOn('')).toBe('deny');
    expect(() => parseFailOn('error')).toThrow('takes deny, warn, never, and got "error"');
  });
});
