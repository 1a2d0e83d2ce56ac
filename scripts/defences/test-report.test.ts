import { describe, expect, it } from 'vitest';
import { type Standing, standingOf, type TestReport } from './test-report.ts';

const reportOf = (tests: Readonly<Record<string, string>>, file = '/copy/a.test.ts'): TestReport => ({
  testResults: [
    {
      name: file,
      message: '',
      assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
    },
  ],
});

describe('when a report of tests is read', () => {
  it.each<[standing: Standing, name: string, report: TestReport]>([
    ['passed', 'all pass', reportOf({ 'when x is so': 'passed', 'when x is else': 'passed' })],
    ['failed', 'one fails', reportOf({ 'when x is so': 'passed', 'when x is else': 'failed' })],
    ['not-run', 'another fails', reportOf({ 'when y': 'failed' })],
    ['not-run', 'it is skipped', reportOf({ 'when x': 'skipped' })],
    ['not-run', 'one of another file fails', reportOf({ 'when x': 'failed' }, '/copy/b.test.ts')],
    ['not-run', 'its file cannot be loaded', reportOf({})],
  ])('returns %s: %s', (standing, _name, report) => {
    expect(standingOf(report, '/copy', { file: 'a.test.ts', title: 'when x' })).toBe(standing);
  });
});
