import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type Repository } from '@souk/git/repository.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { GitShop } from '../testing/git-shop.ts';
import { type AcceptanceOptions, createAcceptance } from './accept-commit.ts';
import type { AcceptanceVerdict } from './acceptance-verdict.ts';
import { type CheckRun, judgeChecks } from './judge-checks.ts';
import { newestAccepted } from './newest-accepted.ts';

let shop: GitShop;
let keys: string;
let signers: string;
let repository: Repository;
const commits: Record<'applied' | 'byAnn' | 'unsigned' | 'byEve', string> = {
  applied: '',
  byAnn: '',
  unsigned: '',
  byEve: '',
};

beforeAll(async () => {
  shop = new GitShop();
  keys = mkdtempSync(join(tmpdir(), 'souk-keys-'));
  signers = join(keys, 'signers');
  shop.git('init', '-qb', 'main');
  for (const name of ['ann', 'eve'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(keys, name)]);
  writeFileSync(signers, `ann@example.com namespaces="git" ${readFileSync(join(keys, 'ann.pub'), 'utf8')}`);
  commits.applied = commit();
  commits.byAnn = commit('ann');
  commits.unsigned = commit();
  commits.byEve = commit('eve');
  repository = await openRepository(shop.dir);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  shop.remove();
  rmSync(keys, { recursive: true, force: true });
});

function commit(signer?: string): string {
  const key =
    signer === undefined ? [] : ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${join(keys, signer)}.pub`];
  shop.git(
    ...key,
    'commit',
    '-q',
    '--allow-empty',
    signer === undefined ? '--no-gpg-sign' : '-S',
    '-m',
    'Change',
  );
  return shop.git('rev-parse', 'HEAD');
}

const create = (change: Partial<AcceptanceOptions>) => {
  const acceptance = createAcceptance({
    allowedSigners: undefined,
    requiredChecks: [],
    clock: new FakeClock(),
    ...change,
  });
  if (acceptance === undefined) throw new Error('There is nothing to be judged by.');
  return acceptance;
};

describe('when commits must be signed', () => {
  const cases: [name: keyof typeof commits, expected: object][] = [
    ['byAnn', { accepted: true }],
    ['unsigned', { accepted: false, final: true, reason: expect.stringMatching(/ is not signed\.$/) }],
    ['byEve', { accepted: false, final: true, reason: expect.stringMatching(/of nobody whom/) }],
  ];
  it.each(cases)('judges the one %s', async (name, expected) => {
    expect(await create({ allowedSigners: signers }).accept(repository, commits[name])).toEqual(expected);
  });

  it('is not talked into another file of signers by the repository', async () => {
    const eves = join(keys, 'eves');
    writeFileSync(eves, `eve@example.com ${readFileSync(join(keys, 'eve.pub'), 'utf8')}`);
    shop.git('config', 'gpg.ssh.allowedSignersFile', eves);
    shop.git('config', 'gpg.minTrustLevel', 'undefined');
    const verdict = await create({ allowedSigners: signers }).accept(repository, commits.byEve);
    expect(verdict.accepted).toBe(false);
  });

  it('accepts nothing while the file can not be read', async () => {
    const verdict = await create({ allowedSigners: join(keys, 'none') }).accept(repository, commits.byAnn);
    expect(verdict).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('SOUK_ALLOWED_SIGNERS'),
    });
  });

  it('blames no signer while signatures can not be checked', async () => {
    const programs = join(keys, 'programs');
    mkdirSync(programs);
    symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(programs, 'git'));
    vi.stubEnv('PATH', programs);
    const verdict = await create({ allowedSigners: signers }).accept(repository, commits.byAnn);
    expect(verdict).toMatchObject({ accepted: false, reason: expect.stringContaining('Ask souk doctor.') });
  });

  it('looks again after some minutes, as somebody may be allowed to sign meanwhile', async () => {
    const clock = new FakeClock();
    const growing = join(keys, 'growing');
    writeFileSync(growing, readFileSync(signers));
    const acceptance = create({ allowedSigners: growing, clock });
    expect((await acceptance.accept(repository, commits.byEve)).accepted).toBe(false);
    writeFileSync(growing, `eve@example.com ${readFileSync(join(keys, 'eve.pub'), 'utf8')}`);
    expect((await acceptance.accept(repository, commits.byEve)).accepted).toBe(false);
    clock.advance(5 * 60_000);
    expect((await acceptance.accept(repository, commits.byEve)).accepted).toBe(true);
  });
});

describe('when checks must have succeeded', () => {
  const run = (change: Partial<CheckRun> = {}): CheckRun => ({
    name: 'build',
    appSlug: 'github-actions',
    status: 'completed',
    conclusion: 'success',
    ...change,
  });
  const refused = (final: boolean, reason: RegExp) => ({
    accepted: false,
    final,
    reason: expect.stringMatching(reason),
  });
  const cases: [name: string, runs: CheckRun[], expected: object][] = [
    ['one that did', [run()], { accepted: true }],
    ['others that did not', [run(), run({ name: 'lint', conclusion: 'failure' })], { accepted: true }],
    ['none', [], refused(false, /"build" has not begun/)],
    [
      'one under way',
      [run({ status: 'in_progress', conclusion: undefined })],
      refused(false, /has not ended/),
    ],
    ['one that failed', [run({ conclusion: 'failure' })], refused(true, /github-actions ended with failure/)],
    ['one that was skipped', [run({ conclusion: 'skipped' })], refused(true, /ended with skipped/)],
    [
      'one that failed beside one of another app',
      [run({ appSlug: 'mallory' }), run({ conclusion: 'failure' })],
      refused(true, /github-actions ended with failure/),
    ],
  ];
  it.each(cases)('judges %s', (_name, runs, expected) => {
    expect(judgeChecks('0123456789', ['build'], runs)).toEqual(expected);
  });

  it('says that it waits when GitHub can not be asked', async () => {
    const listCheckRuns = () => Promise.reject(new Error('token=abc'));
    const verdict = await create({ requiredChecks: ['build'], listCheckRuns }).accept(
      repository,
      commits.byAnn,
    );
    expect(verdict).toEqual({
      accepted: false,
      final: false,
      unasked: true,
      reason: expect.not.stringContaining('abc'),
    });
  });

  it('asks once about what is settled, and again about what is not', async () => {
    let asked = 0;
    let runs = [run({ status: 'queued' })];
    const listCheckRuns = async () => {
      asked++;
      return runs;
    };
    const acceptance = create({ requiredChecks: ['build'], listCheckRuns });
    const accept = () => acceptance.accept(repository, commits.byAnn);
    expect([(await accept()).accepted, asked]).toEqual([false, 1]);
    runs = [run()];
    expect([(await accept()).accepted, (await accept()).accepted, asked]).toEqual([true, true, 2]);
  });

  it('says what is missing when there is nobody to ask', async () => {
    const verdict = await create({ requiredChecks: ['build'] }).accept(repository, commits.byAnn);
    expect(verdict).toMatchObject({ accepted: false, reason: expect.stringContaining('SOUK_GITHUB_TOKEN') });
  });
});

describe('when nothing is demanded', () => {
  it('needs no judge', () => {
    expect(
      createAcceptance({ allowedSigners: undefined, requiredChecks: [], clock: new FakeClock() }),
    ).toBeUndefined();
  });
});

describe('when the newest accepted commit is looked for', () => {
  const verdicts = (accepted: readonly string[], refusal: AcceptanceVerdict) => {
    const asked: string[] = [];
    const accept = async (_: Repository, id: string): Promise<AcceptanceVerdict> => {
      asked.push(id);
      return accepted.includes(id) ? { accepted: true } : refusal;
    };
    return { asked, accept };
  };
  const no: AcceptanceVerdict = { accepted: false, reason: 'No.', final: true };

  it('takes the head, or the newest below it and says what is held', async () => {
    const { applied, byAnn, byEve } = commits;
    const at = { head: byEve, applied };
    expect(await newestAccepted(repository, verdicts([byEve], no), at)).toEqual({ commit: byEve });
    expect(await newestAccepted(repository, verdicts([byAnn], no), at)).toEqual({
      commit: byAnn,
      held: { commit: byEve, reason: 'No.' },
    });
  });

  it('goes no further than the applied commit, and asks nothing when that is the head', async () => {
    const { applied, byAnn, byEve } = commits;
    const judge = verdicts([applied], no);
    expect(await newestAccepted(repository, judge, { head: byEve, applied: byAnn })).toEqual({
      commit: byAnn,
      held: { commit: byEve, reason: 'No.' },
    });
    expect(judge.asked).not.toContain(byAnn);
    const idle = verdicts([], no);
    expect(await newestAccepted(repository, idle, { head: byEve, applied: byEve })).toEqual({
      commit: byEve,
    });
    expect(idle.asked).toEqual([]);
  });

  it('gives nothing when nothing is accepted, and stops when nobody can be asked', async () => {
    const { byEve } = commits;
    const at = { head: byEve, applied: undefined };
    expect(await newestAccepted(repository, verdicts([], no), at)).toEqual({
      commit: undefined,
      held: { commit: byEve, reason: 'No.' },
    });
    const away = verdicts([], { ...no, final: false, unasked: true });
    await newestAccepted(repository, away, at);
    expect(away.asked).toEqual([byEve]);
  });
});
