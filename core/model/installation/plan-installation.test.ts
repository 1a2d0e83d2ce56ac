import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredInstallation, OfferedVersion } from './desired-installation.ts';
import type { InstallationState } from './installation-state.ts';
import { type InstallationPlan, planInstallation } from './plan-installation.ts';

const now = new Date('2026-11-22T08:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const [read, write] = ['scope crm:leads:read', 'scope crm:leads:write'];
const v = (version: string, ...grants: string[]): OfferedVersion => ({ version, grants });

function desired(changes: Partial<DesiredInstallation> = {}): DesiredInstallation {
  return {
    app: { kind: 'App', id: 'crm' },
    versions: [v('1.2.0', read)],
    consent: undefined,
    settings: 's1',
    suspended: false,
    barred: undefined,
    ...changes,
  };
}

const absent: InstallationState = {
  running: undefined,
  phase: 'absent',
  agreed: [],
  health: 'unknown',
  healthSince: now,
  lastHealthy: undefined,
  rejected: [],
  drifted: false,
};

function running(version: string, changes: Partial<InstallationState> = {}): InstallationState {
  return {
    ...absent,
    running: { version, settings: 's1' },
    phase: 'running',
    agreed: [read],
    health: 'healthy',
    lastHealthy: version,
    ...changes,
  };
}

const failing = (version: string, lastHealthy: string, minutes: number) =>
  running(version, { health: 'unhealthy', healthSince: minutesAgo(minutes), lastHealthy });
const both = [v('1.3.0', read, write), v('1.2.0', read)];
const awaits = { version: '1.3.0', grants: [write] };
const cases: readonly [name: string, DesiredInstallation | undefined, InstallationState, InstallationPlan][] =
  [
    [
      'begins with the newest',
      desired(),
      absent,
      { step: { type: 'apply', version: '1.2.0', why: 'provision' } },
    ],
    ['does nothing when all is well', desired(), running('1.2.0'), { step: { type: 'none' } }],
    ['takes down what is gone', undefined, running('1.2.0'), { step: { type: 'remove' } }],
    ['takes nothing down twice', undefined, absent, { step: { type: 'none' } }],
    [
      'does not begin what is barred',
      desired({ barred: 'crm is deprecated.' }),
      absent,
      { step: { type: 'none' }, blocked: 'crm is deprecated.' },
    ],
    [
      'lets go on what is barred',
      desired({ barred: 'crm is deprecated.' }),
      running('1.2.0'),
      { step: { type: 'none' } },
    ],
    [
      'upgrades',
      desired({ versions: [v('1.3.0', read), v('1.2.0', read)] }),
      running('1.2.0'),
      { step: { type: 'apply', version: '1.3.0', why: 'upgrade' } },
    ],
    [
      'goes back where the range does',
      desired({ versions: [v('1.1.0', read)] }),
      running('1.2.0'),
      { step: { type: 'apply', version: '1.1.0', why: 'downgrade' } },
    ],
    [
      'waits with what asks for more',
      desired({ versions: both }),
      running('1.2.0'),
      { step: { type: 'none' }, awaitsConsent: awaits },
    ],
    [
      'takes the newest that asks for no more meanwhile',
      desired({ versions: [v('1.4.0', read, write), ...both.slice(1).concat(v('1.1.0', read))] }),
      running('1.1.0'),
      {
        step: { type: 'apply', version: '1.2.0', why: 'upgrade' },
        awaitsConsent: { version: '1.4.0', grants: [write] },
      },
    ],
    [
      'goes on once the team has agreed',
      desired({ versions: both, consent: [read, write] }),
      running('1.2.0'),
      { step: { type: 'apply', version: '1.3.0', why: 'upgrade' } },
    ],
    [
      'does not begin with more than the file agrees to',
      desired({ versions: [v('1.3.0', read, write)], consent: [read] }),
      absent,
      { step: { type: 'none' }, awaitsConsent: awaits, blocked: 'Nobody has agreed to what it may do.' },
    ],
    [
      'stops what the team agrees to no more',
      desired({ consent: [] }),
      running('1.2.0'),
      {
        step: { type: 'suspend' },
        awaitsConsent: { version: '1.2.0', grants: [read] },
        blocked: 'Nobody agrees any more to what it may do.',
      },
    ],
    [
      'keeps what runs where nothing fits',
      desired({ versions: [] }),
      running('1.2.0'),
      { step: { type: 'none' }, blocked: 'No other version that may run is in its range.' },
    ],
    ['suspends', desired({ suspended: true }), running('1.2.0'), { step: { type: 'suspend' } }],
    [
      'suspends once',
      desired({ suspended: true }),
      running('1.2.0', { phase: 'suspended' }),
      { step: { type: 'none' } },
    ],
    [
      'resumes',
      desired(),
      running('1.2.0', { phase: 'suspended' }),
      { step: { type: 'apply', version: '1.2.0', why: 'resume' } },
    ],
    [
      'configures',
      desired({ settings: 's2' }),
      running('1.2.0'),
      { step: { type: 'apply', version: '1.2.0', why: 'configure' } },
    ],
    [
      'repairs',
      desired(),
      running('1.2.0', { drifted: true }),
      { step: { type: 'apply', version: '1.2.0', why: 'repair' } },
    ],
    [
      'is patient with what does not come up',
      desired({ versions: [v('1.3.0', read), v('1.2.0', read)] }),
      failing('1.3.0', '1.2.0', 4),
      { step: { type: 'none' } },
    ],
    [
      'goes back to what was healthy',
      desired({ versions: [v('1.3.0', read), v('1.2.0', read)] }),
      failing('1.3.0', '1.2.0', 5),
      { step: { type: 'apply', version: '1.2.0', why: 'rollback' } },
    ],
    [
      'stays where there is nothing to go back to',
      desired({ versions: [v('1.3.0', read)] }),
      failing('1.3.0', '1.2.0', 5),
      { step: { type: 'none' } },
    ],
    [
      'does not come back to what it left',
      desired({ versions: [v('1.3.0', read), v('1.2.0', read)] }),
      running('1.2.0', { rejected: ['1.3.0'] }),
      { step: { type: 'none' } },
    ],
  ];

describe('when an installation is planned', () => {
  it.each(cases)('%s', (_name, wanted, state, plan) => {
    expect(planInstallation(wanted, state, now)).toEqual(plan);
  });
});

describe('whatever the catalog wants', () => {
  const grant = fc.constantFrom('scope a', 'scope b', 'egress c');
  const grants = fc.uniqueArray(grant);
  const offered = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), grants), { selector: ([minor]) => minor })
    .map((versions) =>
      versions.toSorted(([a], [b]) => b - a).map(([minor, names]) => v(`1.${minor}.0`, ...names)),
    );
  const wanted = fc
    .record({ versions: offered, consent: fc.option(grants, { nil: undefined }) })
    .map(desired);

  it('runs nothing that may do more than was agreed to, and comes to rest', () => {
    fc.assert(
      fc.property(fc.array(wanted, { minLength: 1, maxLength: 5 }), (wishes) => {
        let state = absent;
        for (const wish of wishes) {
          for (let steps = 0; ; steps++) {
            expect(steps).toBeLessThan(3);
            const { step } = planInstallation(wish, state, now);
            if (step.type === 'none') break;
            if (step.type === 'apply') {
              const version = wish.versions.find((one) => one.version === step.version);
              const first = state.phase === 'absent' ? (version?.grants ?? []) : state.agreed;
              const agreed = wish.consent ?? first;
              expect(agreed).toEqual(expect.arrayContaining([...(version?.grants ?? [])]));
              state = running(step.version, { agreed: first });
            } else state = { ...state, phase: 'suspended' };
          }
        }
      }),
    );
  });
});
