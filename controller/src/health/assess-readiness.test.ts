import { describe, expect, it } from 'vitest';
import { assessReadiness, type ReadinessFacts } from './assess-readiness.ts';

const answering = { answers: true, pending: [], unknown: [], leader: 'replica-b' } as const;
const well: ReadinessFacts = {
  database: answering,
  catalog: { commit: 'c1' },
  behind: undefined,
  syncError: undefined,
  leading: true,
  draining: false,
};

describe('when everything is well', () => {
  it('is ready, and says why', () => {
    const { ready, checks } = assessReadiness(well);
    expect(ready).toBe(true);
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'process pass',
      'database pass',
      'migrations pass',
      'leader pass',
      'catalog pass',
      'source pass',
    ]);
  });
});

describe('when something is missing', () => {
  const cases: [string, Partial<ReadinessFacts>, { ready: boolean; says: RegExp }][] = [
    ['it is ending', { draining: true }, { ready: false, says: /^process fail This replica is ending/ }],
    [
      'the database is away',
      { database: { answers: false, reason: 'connection refused' } },
      { ready: false, says: /^database fail .*connection refused/ },
    ],
    [
      'the database is ahead',
      { database: { ...answering, unknown: ['0009_later'] } },
      { ready: false, says: /^migrations fail .*"0009_later"|^migrations fail .*0009_later/ },
    ],
    [
      'the database is behind',
      { database: { ...answering, pending: ['0002_reconciler'] } },
      { ready: false, says: /^migrations fail .*lacks .*0002_reconciler/ },
    ],
    [
      'no catalog was read',
      { catalog: undefined, syncError: 'no route to host' },
      { ready: false, says: /^catalog fail .*no route to host/ },
    ],
    [
      'the first sync is still running',
      { catalog: undefined },
      { ready: false, says: /^catalog fail .*still running/ },
    ],
    [
      'memory is just being brought up to date',
      { behind: { seconds: 30, reason: undefined } },
      { ready: true, says: /^catalog pass/ },
    ],
    [
      'memory can not be brought up to date',
      { behind: { seconds: 41.2, reason: 'no such column' } },
      { ready: false, says: /^catalog fail .*for 41 s: no such column/ },
    ],
    [
      'the source is away, but there is a last good state',
      { syncError: 'no route to host' },
      { ready: true, says: /^source warn .*no route to host/ },
    ],
    [
      'another replica leads',
      { leading: false },
      { ready: true, says: /^leader pass Standing by; replica-b leads/ },
    ],
    [
      'nobody leads',
      { leading: false, database: { ...answering, leader: undefined } },
      { ready: true, says: /^leader warn/ },
    ],
  ];
  it.each(cases)('tells when %s', (_name, change, { ready, says }) => {
    const assessed = assessReadiness({ ...well, ...change });
    expect(assessed.ready).toBe(ready);
    expect(assessed.checks.map(({ name, status, detail }) => `${name} ${status} ${detail}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(says)]),
    );
  });
});
