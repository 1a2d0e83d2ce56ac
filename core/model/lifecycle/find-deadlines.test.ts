import { describe, expect, it } from 'vitest';
import { anApp, anInstallation, aWaiver } from '../testing/manifests.ts';
import type { Deadline } from './deadline.ts';
import { extendDeadline } from './extend-deadline.ts';
import { deadlinesOfEntry, deadlinesOfInstallation, type EntryLife } from './find-deadlines.ts';
import { readLifecycleSettings } from './lifecycle-settings.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const settings = {
  ...readLifecycleSettings(undefined),
  maxTtl: new Map([['dev', '30d']]),
};
const brief = ({ trigger, dueAt, actions }: Deadline): string =>
  `${trigger} ${dueAt.toISOString().slice(0, 10)}: ${actions.map(({ action, graceDays }) => `${action}+${graceDays}`).join(' ')}`;
const deprecated = anApp({
  lifecycle: { stage: 'deprecated', deprecation: { announced: '2026-01-01', sunset: '2026-06-01' } },
});

describe('when an installation comes to its end', () => {
  const life = { entry: anApp(), firstSeenAt: day('2026-01-01'), lastUsedAt: undefined };

  it.each([
    ['never, where nothing says so', {}, {}, []],
    ['on its day', { expiresAt: '2026-03-01' }, {}, ['expiry 2026-03-01: deprovision+0 clean-up+0']],
    ['after its time to live', { ttl: '3mo' }, {}, ['expiry 2026-04-01: deprovision+0 clean-up+0']],
    [
      'when its environment lets nothing live longer',
      { environment: 'dev', ttl: '90d' },
      {},
      ['expiry 2026-01-31: deprovision+0 clean-up+0'],
    ],
    [
      'when nobody uses it',
      {},
      { lastUsedAt: day('2026-02-01') },
      ['idle 2026-07-31: deprovision+0 clean-up+0'],
    ],
    [
      'with what it installs',
      {},
      { entry: deprecated },
      ['sunset 2026-06-01: suspend+0 deprovision+30 clean-up+30'],
    ],
  ])('%s', (_, installation, more, expected) => {
    const found = deadlinesOfInstallation(
      { ...life, ...more, installation: anInstallation(installation) },
      settings,
    );
    expect(found.map(brief)).toEqual(expected);
  });
});

describe('when an entry comes to its end', () => {
  const published = anApp({ lifecycle: { stage: 'published' } });
  const life: EntryLife = {
    entry: published,
    ownerlessSince: undefined,
    versionSince: undefined,
    blockedSince: undefined,
  };
  it.each<[string, Partial<EntryLife>, readonly string[]]>([
    ['not while it is well', {}, []],
    ['at its sunset, and is retired after its grace', { entry: deprecated }, ['sunset 2026-07-01: retire+0']],
    ['when nobody answers for it', { ownerlessSince: day('2026-01-01') }, ['ownerless 2026-04-01: review+0']],
    [
      'when it has had no version for long',
      { versionSince: day('2024-01-01') },
      ['unmaintained 2025-12-31: review+0'],
    ],
    [
      'never as unmaintained before it is offered',
      { entry: anApp({ lifecycle: { stage: 'vetted' } }), versionSince: day('2024-01-01') },
      [],
    ],
    [
      'when it has been blocked for long',
      { blockedSince: day('2026-01-01') },
      ['overdue 2026-04-01: review+0'],
    ],
    [
      'not twice: what is deprecated has its end',
      { entry: deprecated, blockedSince: day('2026-01-01') },
      ['sunset 2026-07-01: retire+0'],
    ],
    ['not once it is retired', { entry: anApp({ lifecycle: { stage: 'retired' } }) }, []],
  ])('%s', (_, more, expected) => {
    expect(deadlinesOfEntry({ ...life, ...more }, settings).map(brief)).toEqual(expected);
  });
});

describe('when a deadline is put off', () => {
  const deadline: Deadline = {
    subject: { kind: 'Installation', id: 'finance' },
    trigger: 'sunset',
    since: day('2026-01-01'),
    dueAt: day('2026-06-01'),
    actions: [],
  };
  const waiver = aWaiver({
    rule: 'deadline/sunset',
    entity: 'Installation/finance',
    expiresAt: '2026-08-01',
  });
  it.each([
    ['by nobody', [], '2026-06-01'],
    ['by a waiver', [waiver], '2026-08-01'],
    ['by the last of several', [waiver, { ...waiver, expiresAt: '2026-09-01' }], '2026-09-01'],
    ['never forward', [{ ...waiver, expiresAt: '2026-02-01' }], '2026-06-01'],
    ['not by one for another trigger', [{ ...waiver, rule: 'deadline/idle' }], '2026-06-01'],
    ['not by one for somebody else', [{ ...waiver, entity: 'Installation/other' }], '2026-06-01'],
  ])('%s', (_, waivers, due) => {
    expect(extendDeadline(deadline, waivers).dueAt).toEqual(day(due));
  });
});
