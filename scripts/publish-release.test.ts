import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('publish-release.sh', import.meta.url));
let folder: string;
let clone: string;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: clone, encoding: 'utf8' }).trim();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-release-'));
  clone = join(folder, 'clone');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/gh'), `#!/bin/sh\necho "$@" >> ${join(folder, 'gh.log')}\n`, {
    mode: 0o755,
  });
  execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'origin.git')]);
  mkdirSync(join(clone, 'actions/verdict/dist'), { recursive: true });
  run('git', 'init', '--quiet', '--initial-branch', 'main');
  run('git', 'remote', 'add', 'origin', join(folder, 'origin.git'));
  writeFileSync(join(clone, '.gitignore'), 'dist/\n*.tar.gz\nchecksums.txt\n');
  run('git', 'add', '--all');
  run('git', '-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'one');
  writeFileSync(join(clone, 'actions/verdict/dist/index.js'), 'built\n');
  run('sh', '-c', 'sha256sum actions/verdict/dist/index.js > checksums.txt');
  run('tar', '--create', '--gzip', '--file', 'bundles.tar.gz', 'actions/verdict/dist/index.js');
});
afterEach(() => rmSync(folder, { recursive: true }));

function publish(tag: string): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(script, [tag, 'bundles.tar.gz', 'checksums.txt'], {
    cwd: clone,
    encoding: 'utf8',
    env: {
      PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      HOME: folder,
      GH_TOKEN: 'ghs_secret',
    },
  });
}

const tags = (): string => run('git', 'ls-remote', '--refs', 'origin').replaceAll(/^\w+\trefs\/tags\//gm, '');

describe('when a release is published', () => {
  it('tags a commit that has the bundles on top of the sources, and says so', () => {
    const source = run('git', 'rev-parse', 'HEAD');
    expect(publish('release/v1.2.3')).toMatchObject({ status: 0 });
    expect(tags()).toBe('v1\nv1.2.3');
    expect(run('git', 'rev-parse', 'v1.2.3~1')).toBe(source);
    expect(run('git', 'show', 'v1:actions/verdict/dist/index.js')).toBe('built');
    expect(readFileSync(join(folder, 'gh.log'), 'utf8')).toContain('release create v1.2.3');
  });

  it('moves the tag of the major version, and only that', () => {
    publish('release/v1.2.3');
    const first = run('git', 'rev-parse', 'v1.2.3');
    run('git', 'reset', '--quiet', '--hard', 'HEAD~1');
    run(
      'git',
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.com',
      'commit',
      '--allow-empty',
      '-qm',
      'two',
    );
    expect(publish('release/v1.3.0')).toMatchObject({ status: 0 });
    expect(run('git', 'rev-parse', 'v1')).toBe(run('git', 'rev-parse', 'v1.3.0'));
    expect(run('git', 'rev-parse', 'v1.2.3')).toBe(first);
  });
});

describe('when something is wrong', () => {
  it.each(['v1.2.3', 'release/v1', 'release/v1.2.3;id', 'release/v1.2.3-rc.1', ''])(
    'refuses the tag %j',
    (tag) => {
      expect(publish(tag)).toMatchObject({ status: 2, stderr: expect.stringContaining('release/v1.2.3') });
      expect(tags()).toBe('');
    },
  );

  it('pushes nothing when the bundles are not those of the checksums', () => {
    writeFileSync(join(clone, 'checksums.txt'), `${'0'.repeat(64)}  actions/verdict/dist/index.js\n`);
    expect(publish('release/v1.2.3').status).toBe(1);
    expect(tags()).toBe('');
  });
});
