import type { Repository } from './repository.ts';
import { runGitAnswer } from './run-git.ts';

export type SignatureVerdict = 'good' | 'unsigned' | 'not-trusted';

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
  return complaints.trim() === '' ? 'unsigned' : 'not-trusted';
}
