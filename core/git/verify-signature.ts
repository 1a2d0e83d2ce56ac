import type { Repository } from './repository.ts';
import { runGitAnswer } from './run-git.ts';

/** `not-checked` is no fault of the signer: the program that checks signatures can not do its work here. */
export type SignatureVerdict = 'good' | 'unsigned' | 'not-trusted' | 'not-checked';

/** Git can not start GnuPG or ssh-keygen, or GnuPG gives up on its own files. What signers write stands in no such place. */
const UNCHECKED = /^(?:(?:fatal|error): cannot (?:run|exec) |gpg: Fatal: )/m;

/**
 * Whether a commit is signed by somebody who is trusted: with an SSH key that the file of allowed signers names for
 * Git, or with an OpenPGP key that the keyring of this user trusts fully. No setting of the repository matters.
 *
 * @param allowedSigners absolute path of a file in the form of `gpg.ssh.allowedSignersFile`
 * @throws {GitError}
 */
export async function verifySignature(
  { dir }: Repository,
  commit: string,
  allowedSigners: string,
): Promise<SignatureVerdict> {
  const settings = {
    'gpg.ssh.allowedSignersFile': allowedSigners,
    'gpg.minTrustLevel': 'fully',
    // Whoever has a certificate of any authority is not thereby trusted.
    'gpg.x509.program': 'false',
  };
  const { exitCode, complaints } = await runGitAnswer(dir, ['verify-commit', commit], [0, 1], settings);
  if (exitCode === 0) return 'good';
  if (UNCHECKED.test(complaints)) return 'not-checked';
  return complaints.trim() === '' ? 'unsigned' : 'not-trusted';
}
