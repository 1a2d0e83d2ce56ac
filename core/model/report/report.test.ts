import { describe, expect, it } from 'vitest';
import { type Finding, type Level, startOf } from '../finding/finding.ts';
import { verdictOf } from './report.ts';

const found = (level: Level, waivedBy?: string): Finding => ({
  rule: 'x/y',
  level,
  message: 'm',
  help: 'h',
  docs: 'd',
  location: startOf('a.yaml'),
  ...(waivedBy === undefined ? {} : { waivedBy }),
});

describe('when a verdict is reached', () => {
  it.each<[string, Finding[], string]>([
    ['nothing was found', [], 'pass'],
    ['there are warnings and notices', [found('warn'), found('notice')], 'pass'],
    ['something denies', [found('warn'), found('deny')], 'fail'],
    ['all that denies is waived', [found('deny', 'w')], 'pass'],
    ['some of what denies is waived', [found('deny', 'w'), found('deny')], 'fail'],
    ['a check could not do its work', [found('error')], 'error'],
    ['a check could not do its work, and something denies', [found('deny'), found('error')], 'error'],
  ])('is right when %s', (_name, findings, verdict) => {
    expect(verdictOf(findings)).toBe(verdict);
  });
});
