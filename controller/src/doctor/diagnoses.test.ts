import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import type { MailConfig } from '../mail/mail-config.ts';
import { diagnoseAdvisories } from './checks/check-advisories.ts';
import { diagnoseFreshness, diagnoseReadiness } from './checks/check-controller.ts';
import { diagnoseFree } from './checks/check-data-folder.ts';
import { diagnoseDatabase } from './checks/check-database.ts';
import { diagnoseSandbox } from './checks/check-drivers.ts';
import { diagnoseToken } from './checks/check-github.ts';
import { diagnoseMail } from './checks/check-mail.ts';
import { diagnoseRegistry } from './checks/check-oci.ts';
import { diagnoseGit, diagnoseNode } from './checks/check-programs.ts';
import { diagnoseSignatures } from './checks/check-signatures.ts';
import { diagnoseVault } from './checks/check-vault.ts';
import { diagnoseSkew } from './checks/diagnose-skew.ts';
import type { Diagnosis } from './diagnosis.ts';
import { renderDiagnoses } from './render-diagnoses.ts';

const now = new Date('2026-11-22T08:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const known = Object.keys(migrations);
const database = { version: 150004, mayCreate: true, applied: known };
const synced = { state: 'synced', commit: 'abcdef0123', syncedAt: now.toISOString() };
const well = ['', '/issues', '/pulls'].map((path) => ({
  path: `/repos/a/b${path}`,
  status: 200,
  accepted: undefined,
}));
const refuse = (i: number, status: number, accepted?: string) =>
  well.map((answer, at) => (at === i ? { ...answer, status, accepted } : answer));

const mail: MailConfig = {
  ...{ host: 'smtp.example.com', port: 587, tls: 'starttls', login: undefined },
  from: { name: '', address: 'souk@example.com' },
};

describe('a diagnosis', () => {
  const cases: [string, Diagnosis | undefined, Diagnosis['status'], RegExp][] = [
    ['of a Node of today', diagnoseNode('24.21.0'), 'pass', /^24\.21\.0$/],
    ['of an old Node', diagnoseNode('22.1.0'), 'fail', /22\.1\.0 is too old/],
    ['of a Git of today', diagnoseGit('git version 2.39.5 (Apple Git-154)\n'), 'pass', /^2\.39\.5$/],
    ['of an old Git', diagnoseGit('git version 2.30.9\n'), 'fail', /2\.30\.9 is too old/],
    ['of all that checks signatures', diagnoseSignatures({ gpg: true, sshKeygen: true }), 'pass', /checked/],
    [
      'of no gpg',
      diagnoseSignatures({ gpg: false, sshKeygen: true }),
      'warn',
      /gpg can not be run: .* OpenPGP are held back/,
    ],
    [
      'of no ssh-keygen',
      diagnoseSignatures({ gpg: true, sshKeygen: false }),
      'warn',
      /ssh-keygen can not be run: .* SSH keys are held back/,
    ],
    [
      'of nothing that checks signatures',
      diagnoseSignatures({ gpg: false, sshKeygen: false }),
      'fail',
      /no commit is accepted/,
    ],
    ['of a vault that serves', diagnoseVault('https://vault', 200), 'pass', /^https:\/\/vault answers$/],
    ['of a standby', diagnoseVault('https://vault', 429), 'pass', /answers/],
    ['of a sealed vault', diagnoseVault('https://vault', 503), 'fail', /^https:\/\/vault is sealed$/],
    ['of what is no vault', diagnoseVault('https://vault', 404), 'fail', /404, and not as a vault/],
    ['of good walls', diagnoseSandbox('bubblewrap', []), 'pass', /walled in by bubblewrap/],
    ['of weak walls', diagnoseSandbox('limits-only', ['bubblewrap is not there.']), 'warn', /not there/],
    ['of a mail server', diagnoseMail(mail, undefined), 'pass', /^smtp\.example\.com answers$/],
    [
      'of a mail server that takes the login',
      diagnoseMail({ ...mail, login: { user: 'u', password: 'p' } }, undefined),
      'pass',
      /and takes the login$/,
    ],
    [
      'of a mail server that is too slow',
      diagnoseMail(mail, { kind: 'timeout' }),
      'fail',
      /^smtp\.example\.com: .* did not answer in time/,
    ],
    ['of much room', diagnoseFree({ bytes: 5e10, files: 1e6 }), 'pass', /46\.6 GiB free/],
    ['of little room', diagnoseFree({ bytes: 5e8, files: 1e6 }), 'warn', /476 MiB free/],
    ['of hardly any room', diagnoseFree({ bytes: 5e7, files: 1e6 }), 'fail', /47 MiB free/],
    ['of no room for files', diagnoseFree({ bytes: 5e10, files: 12 }), 'fail', /12 more files/],
    ['of a disk without a limit of files', diagnoseFree({ bytes: 5e10, files: undefined }), 'pass', /free/],
    ['of a good database', diagnoseDatabase(database)[0], 'pass', /PostgreSQL 15\.4/],
    ['of current migrations', diagnoseDatabase(database)[1], 'pass', /current/],
    [
      'of a new database',
      diagnoseDatabase({ ...database, applied: undefined })[1],
      'pass',
      /will be applied/,
    ],
    [
      'of an old database',
      diagnoseDatabase({ ...database, version: 130011 })[0],
      'fail',
      /13\.11 is too old/,
    ],
    [
      'of a database that is ahead',
      diagnoseDatabase({ ...database, applied: [...known, '9999_later'] })[1],
      'fail',
      /newer Souk.*9999_later/,
    ],
    [
      'of a user without rights',
      diagnoseDatabase({ ...database, mayCreate: false })[0],
      'fail',
      /may create no tables/,
    ],
    [
      'of clocks that agree',
      diagnoseSkew('GitHub', now, new Date(now.getTime() + 4_000)),
      'pass',
      /within 5 s/,
    ],
    [
      'of a clock that is behind',
      diagnoseSkew('GitHub', now, new Date(now.getTime() - 60_000)),
      'warn',
      /60 s behind/,
    ],
    [
      'of a clock that is far ahead',
      diagnoseSkew('GitHub', now, new Date(now.getTime() + 3_600_000)),
      'fail',
      /3600 s ahead/,
    ],
    ['of a ready controller', diagnoseReadiness('http://a', 200, {}), 'pass', /is ready/],
    [
      'of one that is not',
      diagnoseReadiness('http://a', 503, { detail: 'No catalog.' }),
      'fail',
      /not ready: No catalog/,
    ],
    ['of something else', diagnoseReadiness('http://a', 404, undefined), 'fail', /not as a Souk does/],
    ['of a fresh registry', diagnoseFreshness(synced, 5, now), 'pass', /abcdef0, true to its source 0 s ago/],
    [
      'of a late registry',
      diagnoseFreshness({ ...synced, syncedAt: hoursAgo(1).toISOString() }, 5, now),
      'warn',
      /3600 s ago/,
    ],
    [
      'of one that is polled seldom',
      diagnoseFreshness({ ...synced, syncedAt: hoursAgo(1).toISOString() }, 3_600, now),
      'pass',
      /3600 s ago/,
    ],
    [
      'of a failed sync',
      diagnoseFreshness({ ...synced, error: 'no route' }, 5, now),
      'warn',
      /last good state: no route/,
    ],
    ['of no advisories', diagnoseAdvisories('/a', [], now), 'warn', /none/],
    [
      'of new advisories',
      diagnoseAdvisories('/a', [hoursAgo(1), hoursAgo(30)], now),
      'pass',
      /2 ecosystems.* 30 h ago/,
    ],
    ['of old advisories', diagnoseAdvisories('/a', [hoursAgo(1), hoursAgo(50)], now), 'warn', /50 h ago/],
    ['of an open registry', diagnoseRegistry('r', 200, ''), 'pass', /answers/],
    [
      'of a registry with tokens',
      diagnoseRegistry('r', 401, 'Bearer realm="x"'),
      'pass',
      /decides with each push/,
    ],
    [
      'of wrong credentials',
      diagnoseRegistry('r', 401, 'Basic realm="x"'),
      'fail',
      /refuses the credentials/,
    ],
    ['of no registry', diagnoseRegistry('r', 302, ''), 'fail', /not as an OCI registry/],
    ['of a good token', diagnoseToken('a/b', well, true), 'pass', /works for a\/b/],
    [
      'of a token that ran out',
      diagnoseToken('a/b', refuse(0, 401), undefined),
      'fail',
      /not valid any more/,
    ],
    ['of a token for something else', diagnoseToken('a/b', refuse(0, 404), undefined), 'fail', /no a\/b/],
    [
      'of a token that lacks a permission',
      diagnoseToken('a/b', refuse(1, 403, 'issues=read'), true),
      'fail',
      /lacks issues: read/,
    ],
    ['of a token that may only read', diagnoseToken('a/b', well, false), 'warn', /not write/],
    ['of a GitHub with a fault', diagnoseToken('a/b', refuse(2, 502), true), 'warn', /502/],
  ];
  it.each(cases)('%s', (_name, diagnosis, status, found) => {
    expect(diagnosis).toMatchObject({ status, found: expect.stringMatching(found) });
    if (status === 'fail' || status === 'warn') expect(diagnosis?.advice).toMatch(/^[A-Z].+/);
  });
});

describe('when diagnoses are shown', () => {
  const diagnoses: readonly Diagnosis[] = [
    { name: 'Git', status: 'pass', found: '2.39.5' },
    {
      name: 'Repository',
      status: 'fail',
      found: 'it can not be reached from here',
      advice: 'Look at the network.',
    },
    { name: 'GitHub', status: 'skip', found: 'not set' },
  ];

  it('is a checklist within the width of the screen', () => {
    expect(renderDiagnoses(diagnoses, { colour: false, columns: 40 }).split('\n')).toEqual([
      '',
      '  ✓ Git         2.39.5',
      '  ✗ Repository  it can not be reached',
      '                from here',
      '                → Look at the network.',
      '  – GitHub      not set',
      '',
      '  1 broken, 1 fine.',
      '',
      '',
    ]);
  });

  it('says so when all is well', () => {
    expect(renderDiagnoses(diagnoses.slice(0, 1), { colour: false, columns: 80 })).toContain('All is well.');
  });
});
