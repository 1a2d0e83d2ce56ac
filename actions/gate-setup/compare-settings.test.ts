import { describe, expect, it } from 'vitest';
import { compareSettings } from './compare-settings.ts';
import type { RepositorySettings } from './repository-settings.ts';

const safe: RepositorySettings = {
  isPrivate: false,
  workflowPermissions: 'read',
  actionsMayApprove: false,
  forkApproval: 'all_external_contributors',
  privateForks: undefined,
  environment: { restrictsBranches: true },
};
const safePrivate: RepositorySettings = {
  ...safe,
  isPrivate: true,
  forkApproval: undefined,
  privateForks: { getWriteTokens: false, getSecrets: false },
};

describe('when the settings of a repository are looked at', () => {
  it.each<[name: string, settings: RepositorySettings, hasApp: boolean]>([
    ['a public repository with an app', safe, true],
    ['a private repository with an app', safePrivate, true],
    ['without an app', { ...safe, actionsMayApprove: true, environment: undefined }, false],
  ])('finds nothing: %s', (_name, settings, hasApp) => {
    expect(compareSettings(settings, hasApp)).toEqual([]);
  });

  it.each<[name: string, settings: RepositorySettings, hasApp: boolean, place: RegExp, found: string]>([
    [
      'workflows may write by default',
      { ...safe, workflowPermissions: 'write' },
      true,
      /Workflow perm/,
      'write',
    ],
    ['any workflow may approve', { ...safe, actionsMayApprove: true }, true, /approve pull requests/, 'on'],
    ['nobody could approve', safe, false, /approve pull requests/, 'off'],
    [
      'forks of people who came once run at once',
      { ...safe, forkApproval: 'first_time_contributors' },
      true,
      /fork pull request workflows/,
      'first_time_contributors',
    ],
    [
      'what forks may is not shown',
      { ...safe, forkApproval: undefined },
      true,
      /fork pull request workflows/,
      'nothing that can be seen',
    ],
    [
      'private forks get a token that writes',
      { ...safePrivate, privateForks: { getWriteTokens: true, getSecrets: false } },
      true,
      /write tokens/,
      'on',
    ],
    [
      'private forks get secrets',
      { ...safePrivate, privateForks: { getWriteTokens: false, getSecrets: true } },
      true,
      /Send secrets/,
      'on',
    ],
    ['there is no environment', { ...safe, environment: undefined }, true, /souk/, 'no such environment'],
    [
      'any branch gets the key',
      { ...safe, environment: { restrictsBranches: false } },
      true,
      /souk/,
      'open to all branches',
    ],
  ])('says so: %s', (_name, settings, hasApp, place, found) => {
    expect(compareSettings(settings, hasApp)).toEqual([
      { place: expect.stringMatching(place), expected: expect.any(String), found },
    ]);
  });
});
