import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { locateDrafts, unreadableFindings } from '@souk/model/check/check-catalog.ts';
import { checks } from '@souk/model/check/checks.ts';
import { runChecks } from '@souk/model/check/run-checks.ts';
import { catalogOf, contextOf } from '@souk/model/testing/catalogs.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readCommitCatalog, readWorkTreeCatalog } from './read-catalog.ts';
import { openRepository, resolveCommit } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const NOW = new Date('2026-11-22');
const app = stringify(anApp());
const team = stringify(aTeam());

let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
  repository.write({ 'catalog/apps/invoice-scanner/manifest.yaml': app, 'catalog/teams/finance.yaml': team });
});

afterEach(() => repository[Symbol.dispose]());

/** Commits one more blob under a path and mode that no working tree could hold. */
function commitRaw(path: string, mode: string, content: string | Uint8Array): void {
  repository.git('add', '--all');
  const oid =
    mode === '160000'
      ? '1234567890123456789012345678901234567890'
      : repository.gitWithInput(content, 'hash-object', '-w', '--stdin');
  repository.gitWithInput(`${mode} ${oid}\t${path}\0`, 'update-index', '-z', '--add', '--index-info');
  repository.git('commit', '--quiet', '--message', 'hostile');
}

async function findInCommit(): Promise<string[]> {
  const opened = await openRepository(repository.dir);
  const snapshot = await readCommitCatalog(opened, await resolveCommit(opened.dir, 'HEAD'));
  const drafts = [
    ...unreadableFindings(snapshot.unreadable),
    ...runChecks(checks, {
      ...contextOf(catalogOf([]), snapshot.catalog, { all: true, now: NOW }),
      changes: [],
    }),
  ];
  return (await locateDrafts(drafts, snapshot)).findings.map(
    ({ rule, location }) => `${rule} ${JSON.stringify(location.path)}`,
  );
}

const bomb = `${['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`)].join('\n')}\n`;

const hostile: readonly (readonly [
  name: string,
  path: string,
  mode: string,
  content: string | Uint8Array,
  expected: readonly string[],
])[] = [
  [
    'a symbolic link',
    'catalog/apps/evil/manifest.yaml',
    '120000',
    '/etc/passwd',
    ['file/not-regular "catalog/apps/evil/manifest.yaml"'],
  ],
  [
    'a link among the attachments',
    'catalog/apps/invoice-scanner/notes',
    '120000',
    '../../../../etc',
    ['file/not-regular "catalog/apps/invoice-scanner/notes"'],
  ],
  ['a submodule', 'catalog/apps/sub', '160000', '', ['file/not-regular "catalog/apps/sub"']],
  [
    'a newline in a path',
    'catalog/apps/e\nvil/manifest.yaml',
    '100644',
    app,
    ['file/path "catalog/apps/e\\nvil/manifest.yaml"'],
  ],
  [
    'an escape sequence in a path',
    'catalog/teams/\u001b[31mred.yaml',
    '100644',
    team,
    ['file/path "catalog/teams/\\u001b[31mred.yaml"'],
  ],
  [
    'reversed text in a path',
    'catalog/teams/\u202efdp.yaml',
    '100644',
    team,
    ['file/path "catalog/teams/\u202efdp.yaml"'],
  ],
  [
    'a backslash in a path',
    'catalog/teams/a\\b.yaml',
    '100644',
    team,
    ['file/path "catalog/teams/a\\\\b.yaml"'],
  ],
  [
    'a path in another Unicode form',
    'catalog/teams/cafe\u0301.yaml',
    '100644',
    team,
    ['file/path "catalog/teams/cafe\u0301.yaml"'],
  ],
  [
    'a manifest of 3 MB',
    'catalog/teams/big.yaml',
    '100644',
    `kind: Team\nid: big\ndescription: ${'x'.repeat(3_000_000)}\n`,
    ['file/size "catalog/teams/big.yaml"'],
  ],
  ['an alias bomb', 'catalog/teams/bomb.yaml', '100644', bomb, ['yaml/aliases "catalog/teams/bomb.yaml"']],
  [
    'NUL bytes',
    'catalog/teams/nul.yaml',
    '100644',
    'kind: Team\0\n',
    ['file/encoding "catalog/teams/nul.yaml"'],
  ],
  [
    'bytes that are not UTF-8',
    'catalog/teams/latin.yaml',
    '100644',
    new Uint8Array([0x6b, 0x3a, 0x20, 0xe9, 0x0a]),
    ['file/encoding "catalog/teams/latin.yaml"'],
  ],
  [
    'deep nesting',
    'catalog/teams/deep.yaml',
    '100644',
    `a: ${'['.repeat(100_000)}`,
    ['yaml/depth "catalog/teams/deep.yaml"'],
  ],
  [
    'a manifest in a folder of links',
    'catalog/installations/x/y/z.yml',
    '100644',
    'kind: Nonsense\n',
    ['schema/kind "catalog/installations/x/y/z.yml"'],
  ],
];

describe('when a commit holds hostile files', () => {
  it.each(hostile)('finds %s, and nothing else', async (_name, path, mode, content, expected) => {
    commitRaw(path, mode, content);
    expect(await findInCommit()).toEqual(expected);
  });

  it('runs no filter, no hook and no text conversion of the repository', async () => {
    const marker = join(repository.dir, 'ran');
    repository.git('config', 'filter.evil.smudge', `touch ${marker}; cat`);
    repository.git('config', 'filter.evil.clean', `touch ${marker}; cat`);
    repository.git('config', 'diff.evil.textconv', `touch ${marker}; cat`);
    repository.git('config', 'diff.evil.command', `touch ${marker}`);
    repository.write({ '.git/hooks/post-checkout': `#!/bin/sh\ntouch ${marker}\n` });
    commitRaw('.gitattributes', '100644', '* filter=evil diff=evil\n');
    repository.git('rm', '--quiet', '--cached', '-r', 'catalog/teams');
    if (existsSync(marker)) repository.remove('ran');
    expect(await findInCommit()).toEqual([]);
    expect(existsSync(marker)).toBe(false);
  });

  it('leaves a file outside the catalog unread', async () => {
    commitRaw('README.yaml', '120000', '/etc/passwd');
    expect(await findInCommit()).toEqual([]);
  });
});

describe('when the working tree holds hostile files', () => {
  it('follows no link', async () => {
    repository.commit();
    symlinkSync('/etc/hostname', join(repository.dir, 'catalog/teams/host.yaml'));
    symlinkSync('/etc', join(repository.dir, 'catalog/apps/etc'));
    const snapshot = await readWorkTreeCatalog(await openRepository(repository.dir));
    expect(snapshot.unreadable.map(({ path, problems }) => [path, problems[0]?.rule])).toEqual([
      ['catalog/apps/etc', 'file/not-regular'],
      ['catalog/teams/host.yaml', 'file/not-regular'],
    ]);
    expect(await snapshot.readText('catalog/teams/host.yaml')).toBe('');
  });

  it('takes a nested repository for what it is', async () => {
    repository.commit();
    using nested = new TemporaryRepository();
    nested.commit({ 'manifest.yaml': app });
    symlinkSync(nested.dir, join(repository.dir, 'catalog/apps/linked'));
    repository.git('clone', '--quiet', nested.dir, 'catalog/apps/nested');
    const snapshot = await readWorkTreeCatalog(await openRepository(repository.dir));
    expect(snapshot.unreadable.map(({ path }) => path)).toEqual([
      'catalog/apps/linked',
      'catalog/apps/nested',
    ]);
  });
});
