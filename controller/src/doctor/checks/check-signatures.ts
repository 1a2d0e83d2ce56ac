import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { runGitAnswer } from '@souk/git/run-git.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'Signatures';

/** Looks for the programs by which Git checks signatures, where commits need one. */
export const checkSignatures: Check = {
  name,
  look: async ({ config }) => {
    if (config.allowedSigners === undefined)
      return [{ name, status: 'skip', found: 'none are demanded (SOUK_ALLOWED_SIGNERS)' }];
    const [gpg, sshKeygen] = await Promise.all([
      programOf(/^gpg\.(?:openpgp\.)?program$/, 'gpg').then((program) => canRun(program, '--version')),
      // Without more it says how it is used, and asks nothing.
      programOf(/^gpg\.ssh\.program$/, 'ssh-keygen').then((program) => canRun(program, '-Y')),
    ]);
    return [diagnoseSignatures({ gpg, sshKeygen })];
  },
};

/** Which of them can be run. */
export interface SignaturePrograms {
  readonly gpg: boolean;
  readonly sshKeygen: boolean;
}

export function diagnoseSignatures({ gpg, sshKeygen }: SignaturePrograms): Diagnosis {
  if (gpg && sshKeygen)
    return { name, status: 'pass', found: 'those of OpenPGP and of SSH keys can be checked' };
  if (!gpg && !sshKeygen)
    return {
      name,
      status: 'fail',
      found: 'neither gpg nor ssh-keygen can be run: no commit is accepted',
      advice: 'Install GnuPG or OpenSSH, whichever commits are signed with, and put it on PATH.',
    };
  return gpg
    ? {
        name,
        status: 'warn',
        found: 'ssh-keygen can not be run: commits signed with SSH keys are held back',
        advice: 'Install OpenSSH, or look at gpg.ssh.program of Git.',
      }
    : {
        name,
        status: 'warn',
        found: 'gpg can not be run: commits signed with OpenPGP are held back',
        advice: 'Install GnuPG, or look at gpg.program of Git.',
      };
}

/** The program that Git is told to use by the settings of its user: the last that is named counts. */
async function programOf(setting: RegExp, byDefault: string): Promise<string> {
  const { output } = await runGitAnswer(tmpdir(), ['config', '--get-regexp', '^gpg\\..*program$'], [0, 1]);
  const named = output
    .toString('utf8')
    .split('\n')
    .map((line) => /^(?<key>\S+) (?<program>.+)$/.exec(line)?.groups ?? {})
    .filter(({ key = '' }) => setting.test(key));
  return named.at(-1)?.['program'] ?? byDefault;
}

/** A program that ends with a fault has been run all the same. */
async function canRun(program: string, argument: string): Promise<boolean> {
  try {
    await promisify(execFile)(program, [argument]);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'number';
  }
}
